using ErrorOr;

namespace SecurityTraining.Domain.Phishing.WorksCouncil;

public static class WorksCouncilErrors
{
    public static readonly Error NotShown = Error.Conflict(
        "works_council_mode", "This simulation is in works-council mode: nobody's results are shown, only figures for groups once it is closed.");

    public static readonly Error OtherMode = Error.Conflict("not_works_council_mode", "This simulation is not in works-council mode.");

    public static readonly Error StillCollecting = Error.Conflict(
        "results_not_closed", "Nothing is shown of this simulation's results before it is closed for good.");

    public static readonly Error KeyDestroyed = Error.Conflict(
        "pseudonym_key_destroyed", "The key to the pseudonyms has been destroyed: nobody can say any more who is behind them.");

    public static readonly Error PseudonymUnknown = Error.NotFound("pseudonym_not_found", "There is no such pseudonym in this simulation.");
    public static readonly Error UnmaskingNotFound = Error.NotFound("unmasking_not_found", "There is no such request.");

    public static readonly Error OwnRequest = Error.Forbidden(
        "unmasking_own", "Whoever asks who is behind a pseudonym cannot agree to it: somebody else has to.");

    public static readonly Error AccountTooNew = Error.Forbidden(
        "unmasking_account_too_new", "Only accounts that were there, with their present mail address, when the simulation was launched can ask or agree.");

    public static readonly Error OnlyForPeople = Error.Forbidden(
        "unmasking_people_only", "To find out who is behind a pseudonym takes two people: an API key can neither ask nor agree.");

    public static Error TooFewRecipients(int least) => Error.Conflict(
        "works_council_too_few", $"With fewer than {least} recipients no figure of a simulation in works-council mode could be shown.");
}
