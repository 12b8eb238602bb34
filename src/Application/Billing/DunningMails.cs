using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Billing;

/// <summary>Which mail says what.</summary>
internal static class DunningMails
{
    public static TransactionalMail For(BillingNotice notice, Company company, DateTimeOffset now)
    {
        var (trialEnd, overdue) = (Day(company.TrialEndsAt), Day(company.PaymentOverdueSince));
        return notice switch
        {
            BillingNotice.TrialEndsInAWeek or BillingNotice.TrialEndsTomorrow => new TrialEndingMail(trialEnd),
            BillingNotice.TrialEnded => new TrialEndedMail(trialEnd, company.SeatsTaken, company.SeatLimit(now)),
            BillingNotice.ReadOnly => new SubscriptionReadOnlyMail(overdue, Day(company.PaymentOverdueSince + DunningPolicy.SuspendedAfter)),
            BillingNotice.Suspended => new SubscriptionSuspendedMail(overdue),
            _ => new PaymentOverdueMail(overdue, Day(company.PaymentOverdueSince + DunningPolicy.ReadOnlyAfter)),
        };
    }

    internal static Dictionary<string, string> Dates(string language, params (string Field, DateOnly Day)[] dates) =>
        dates.ToDictionary(date => date.Field, date => MailWords.Date(date.Day, language), StringComparer.Ordinal);

    private static DateOnly Day(DateTimeOffset? time) => DateOnly.FromDateTime((time ?? default).UtcDateTime);
}

internal sealed record TrialEndingMail(DateOnly EndsOn) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.TrialEnding;

    public override IReadOnlyDictionary<string, string> Values(string language) => DunningMails.Dates(language, ("endsOn", EndsOn));

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihre Testphase endet am {{endsOn}}",
            [
                "Ihre Testphase von SecurityTraining endet am {{endsOn}}. Danach gilt der kostenlose Tarif.",
                "Wenn Sie bis dahin einen Tarif wählen, geht alles ohne Unterbrechung weiter. Gelöscht wird in keinem Fall etwas.",
            ]),
        _ => new MailText(
            "Your trial ends on {{endsOn}}",
            [
                "Your trial of SecurityTraining ends on {{endsOn}}. The free plan holds from then on.",
                "If you choose a plan before, everything goes on without a break. Nothing is deleted in any case.",
            ]),
    };
}

/// <param name="People">Who are active.</param>
/// <param name="Seats">How many the plan has room for now.</param>
internal sealed record TrialEndedMail(DateOnly EndedOn, int People, int Seats) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.TrialEnded;

    public override IReadOnlyDictionary<string, string> Values(string language)
    {
        var values = DunningMails.Dates(language, ("endedOn", EndedOn));
        values["people"] = $"{People}";
        values["seats"] = $"{Seats}";
        return values;
    }

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihre Testphase ist beendet",
            [
                "Ihre Testphase von SecurityTraining ist am {{endedOn}} zu Ende gegangen. Jetzt gilt der kostenlose Tarif mit {{seats}} Plätzen; bei Ihnen sind {{people}} Personen aktiv.",
                "Es wurde nichts gelöscht, und alle können weiter lernen. Was der Tarif nicht enthält, ist gesperrt, bis Sie einen größeren wählen.",
            ]),
        _ => new MailText(
            "Your trial has ended",
            [
                "Your trial of SecurityTraining ended on {{endedOn}}. The free plan with {{seats}} seats holds now; {{people}} of your people are active.",
                "Nothing has been deleted, and everybody can learn on. What the plan does not cover is refused until you choose a larger one.",
            ]),
    };
}

internal sealed record PaymentOverdueMail(DateOnly Since, DateOnly ReadOnlyFrom) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.PaymentOverdue;

    public override IReadOnlyDictionary<string, string> Values(string language) =>
        DunningMails.Dates(language, ("since", Since), ("readOnlyFrom", ReadOnlyFrom));

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Eine Zahlung ist überfällig",
            [
                "Eine Zahlung für SecurityTraining ist seit dem {{since}} offen. Bitte prüfen Sie in der Abrechnung Ihre Zahlungsart und bezahlen Sie den offenen Betrag.",
                "Geschieht das nicht, kann ab dem {{readOnlyFrom}} nichts mehr geändert oder versendet werden.",
            ]),
        _ => new MailText(
            "A payment is overdue",
            [
                "A payment for SecurityTraining has been open since {{since}}. Please check your payment method under billing, and pay what is open.",
                "Otherwise nothing can be changed or sent any more from {{readOnlyFrom}} on.",
            ]),
    };
}

internal sealed record SubscriptionReadOnlyMail(DateOnly Since, DateOnly SuspendedFrom) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.SubscriptionReadOnly;

    public override IReadOnlyDictionary<string, string> Values(string language) =>
        DunningMails.Dates(language, ("since", Since), ("suspendedFrom", SuspendedFrom));

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihr Zugang kann nur noch lesen",
            [
                "Eine Zahlung für SecurityTraining ist seit dem {{since}} offen. Deshalb kann jetzt nichts mehr geändert oder versendet werden; begonnene Kurse können abgeschlossen werden.",
                "Geplante Simulationen und Kampagnen warten und gehen weiter, sobald bezahlt ist. Ab dem {{suspendedFrom}} ist nur noch die Abrechnung zugänglich.",
            ]),
        _ => new MailText(
            "Your account has become read-only",
            [
                "A payment for SecurityTraining has been open since {{since}}. Therefore nothing can be changed or sent any more; courses that have been begun can be finished.",
                "Simulations and campaigns that are planned wait, and go on as soon as it is paid. From {{suspendedFrom}} on, only billing can be reached.",
            ]),
    };
}

internal sealed record SubscriptionSuspendedMail(DateOnly Since) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.SubscriptionSuspended;

    public override IReadOnlyDictionary<string, string> Values(string language) => DunningMails.Dates(language, ("since", Since));

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihr Zugang ist gesperrt",
            [
                "Eine Zahlung für SecurityTraining ist seit dem {{since}} offen. Deshalb kann sich nur noch anmelden, wer die Abrechnung verwaltet.",
                "Es wurde nichts gelöscht. Sobald bezahlt ist, geht alles weiter.",
            ]),
        _ => new MailText(
            "Your account is suspended",
            [
                "A payment for SecurityTraining has been open since {{since}}. Therefore only those who manage billing can still sign in.",
                "Nothing has been deleted. As soon as it is paid, everything goes on.",
            ]),
    };
}
