using System.Globalization;
using ErrorOr;

namespace SecurityTraining.Domain.Mailing;

public static class CampaignErrors
{
    public static readonly Error NotFound = Error.NotFound("campaign_not_found", "There is no such campaign.");
    public static readonly Error MessageNotFound = Error.NotFound("campaign_mail_not_found", "There is no such mail of a campaign.");
    public static readonly Error LinkUnknown = Error.NotFound("link_unknown", "This link leads nowhere.");
    public static readonly Error HeldBack = Error.Conflict("campaign_held_back", "Nothing is sent while the company is suspended or in arrears.");
    public static readonly Error StartInThePast = Error.Validation("start_in_the_past", "The start must lie in the future.");
    public static readonly Error StartMissing = Error.Validation("start_missing", "A campaign that is to be scheduled needs a start.");
    public static readonly Error NothingToDecide = Error.Conflict("nothing_to_decide", "The campaign tries no two subjects, or the better one is known.");

    public static readonly Error NoRecipients = Error.Conflict(
        "no_eligible_recipients", "Nobody chosen is active and has an address in a verified domain of the company.");

    public static readonly Error NotReachable = Error.Conflict(
        "recipient_not_reachable", "Mail goes only to active people whose address is in a verified domain of the company.");

    public static readonly Error TooManyLinks = Error.Conflict(
        "too_many_links", string.Create(CultureInfo.InvariantCulture, $"A mail can have at most {TrackedContent.MaxLinks} different links."));

    public static Error IllegalStep(string verb, CampaignStatus status) => Error.Conflict(
        "campaign_state",
        string.Create(CultureInfo.InvariantCulture, $"A campaign that is {status.ToString().ToLowerInvariant()} cannot be {verb}."));

    public static Error TooManyRecipients(int limit) => Error.Conflict("recipient_limit_reached", $"A campaign can have at most {limit} recipients.");
}
