using System.Globalization;
using ErrorOr;

namespace SecurityTraining.Domain.Phishing;

public static class SimulationErrors
{
    public static readonly Error NotFound = Error.NotFound("simulation_not_found", "There is no such simulation.");
    public static readonly Error HeldBack = Error.Conflict(
        "simulation_held_back", "Nothing is launched while the company is suspended or in arrears.");

    public static readonly Error StartInThePast = Error.Validation("start_in_the_past", "The start must lie in the future.");
    public static readonly Error StartMissing = Error.Validation("start_missing", "A simulation that is to be scheduled needs a start.");

    public static readonly Error NoRecipients = Error.Conflict(
        "no_eligible_recipients", "Nobody chosen is active and has an address in a verified domain of the company.");

    public static readonly Error ReportUnknown = Error.NotFound("report_unmatched", "No simulated mail matches this report.");

    public static readonly Error TooManyAdditions = Error.Conflict(
        "too_many_additions", $"People can be added to a simulation at most {Simulation.MaxAdditions} times.");

    public static readonly Error RecipientNotFound = Error.NotFound("recipient_not_found", "There is no such recipient.");

    public static readonly Error NothingToRetry = Error.Conflict(
        "recipient_not_retryable", "Only a mail that has failed or was left out can be tried again.");

    public static readonly Error NothingToSkip = Error.Conflict("recipient_not_skippable", "Only a mail that is still to be sent can be left out.");

    public static readonly Error CollectionOver = Error.Conflict(
        "simulation_too_old", "It was launched so long ago that what people do with its mails is no longer counted: make another simulation.");

    public static Error IllegalStep(string verb, SimulationStatus status) => Error.Conflict(
        "simulation_state",
        string.Create(CultureInfo.InvariantCulture, $"A simulation that is {Words(status)} cannot be {verb}."));

    public static Error SenderNotAllowed(string domain) => Error.Conflict(
        "sender_domain_not_allowed",
        $"Mail cannot be sent from {domain}: choose an address in a verified domain of the company or in the installation's own.");

    public static Error UnknownMergeField(string part, string field) => Error.Validation(
        "merge_field_unknown", $"{field} in {part} is not a merge field, and no attribute of the company's people.");

    public static Error TooManyRecipients(int limit) => Error.Conflict(
        "recipient_limit_reached", $"A simulation can have at most {limit} recipients.");

    private static string Words(SimulationStatus status) =>
        status == SimulationStatus.AwaitingApproval ? "awaiting approval" : status.ToString().ToLowerInvariant();
}
