using System.Globalization;
using ErrorOr;

namespace SecurityTraining.Domain.Phishing;

public static class SimulationErrors
{
    public static readonly Error NotFound = Error.NotFound("simulation_not_found", "There is no such simulation.");
    public static readonly Error StartInThePast = Error.Validation("start_in_the_past", "The start must lie in the future.");
    public static readonly Error StartMissing = Error.Validation("start_missing", "A simulation that is to be scheduled needs a start.");

    public static readonly Error NoRecipients = Error.Conflict(
        "no_eligible_recipients", "Nobody chosen is active and has an address in a verified domain of the company.");

    public static readonly Error ReportUnknown = Error.NotFound("report_unmatched", "No simulated mail matches this report.");

    public static Error IllegalStep(string verb, SimulationStatus status) => Error.Conflict(
        "simulation_state",
        string.Create(CultureInfo.InvariantCulture, $"A simulation that is {status.ToString().ToLowerInvariant()} cannot be {verb}."));

    public static Error SenderNotAllowed(string domain) => Error.Conflict(
        "sender_domain_not_allowed",
        $"Mail cannot be sent from {domain}: choose an address in a verified domain of the company or in the installation's own.");

    public static Error UnknownMergeField(string part, string field) => Error.Validation(
        "merge_field_unknown", $"{field} in {part} is not a merge field, and no attribute of the company's people.");

    public static Error TooManyRecipients(int limit) => Error.Conflict(
        "recipient_limit_reached", $"A simulation can have at most {limit} recipients.");
}
