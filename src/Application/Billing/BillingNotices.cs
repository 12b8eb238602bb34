using System.Globalization;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Billing;

/// <summary>Tells those who manage a company's billing what becomes of its money.</summary>
internal sealed class BillingNotices(BillingPeople people, IMailOutbox outbox)
{
    /// <returns>How many people are told.</returns>
    public async Task<int> Tell(Company company, IReadOnlyCollection<TransactionalMail> mails, CancellationToken ct)
    {
        var told = await people.Find(ct);
        foreach (var mail in mails)
        {
            told.ForEach(person => outbox.Send(person, mail, company.Language));
        }

        return told.Count;
    }
}

/// <summary>What is told of a bill.</summary>
/// <param name="Amount">In the currency's smallest unit.</param>
/// <param name="Url">What the mail leads to.</param>
internal abstract record BillMail(string Number, long Amount, string Currency, string Url) : TransactionalMail
{
    public override IReadOnlyList<string> RequiredFields => [MailFields.Link];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [MailFields.Link] = Url,
        ["number"] = Number,
        ["amount"] = Money.Text(Amount, Currency, language),
    };
}

/// <summary>A bill has been paid.</summary>
/// <param name="Url">Of the document.</param>
internal sealed record PaymentReceiptMail(string Number, long Amount, string Currency, string Url) : BillMail(Number, Amount, Currency, Url)
{
    public override SystemMailKind Kind => SystemMailKind.PaymentReceipt;

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihre Zahlung an SecurityTraining",
            ["Vielen Dank: Ihre Zahlung über {{amount}} für die Rechnung {{number}} ist eingegangen."],
            new MailAction("Rechnung herunterladen", MailFields.LinkField)),
        _ => new MailText(
            "Your payment to SecurityTraining",
            ["Thank you: your payment of {{amount}} for invoice {{number}} has arrived."],
            new MailAction("Download the invoice", MailFields.LinkField)),
    };
}

/// <summary>A payment has been refused.</summary>
/// <param name="Url">Where the bill can be paid.</param>
internal sealed record PaymentFailedMail(string Number, long Amount, string Currency, string Url) : BillMail(Number, Amount, Currency, Url)
{
    public override SystemMailKind Kind => SystemMailKind.PaymentFailed;

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihre Zahlung ist fehlgeschlagen",
            [
                "Die Zahlung über {{amount}} für die Rechnung {{number}} wurde abgelehnt. Wir versuchen es in den nächsten Tagen erneut.",
                "Prüfen Sie bitte Ihr Zahlungsmittel, oder bezahlen Sie die Rechnung gleich.",
            ],
            new MailAction("Rechnung bezahlen", MailFields.LinkField)),
        _ => new MailText(
            "Your payment has failed",
            [
                "The payment of {{amount}} for invoice {{number}} was declined. We will try again within the next days.",
                "Please check your payment method, or pay the invoice now.",
            ],
            new MailAction("Pay the invoice", MailFields.LinkField)),
    };
}

/// <summary>A subscription will end, or has ended.</summary>
internal sealed record SubscriptionCancelledMail(PlanKind? Plan, DateTimeOffset? EndsAt) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.SubscriptionCancelled;

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["plan"] = Plan?.ToString() ?? "",
        ["date"] = (EndsAt ?? default).UtcDateTime.ToString("d", CultureInfo.GetCultureInfo(language == "de" ? "de-DE" : "en-GB")),
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihr Abonnement wurde gekündigt",
            [
                "Ihr Abonnement {{plan}} endet am {{date}}. Danach gilt der kostenlose Tarif; gelöscht wird nichts.",
                "Bis dahin können Sie die Kündigung in SecurityTraining zurücknehmen.",
            ]),
        _ => new MailText(
            "Your subscription has been cancelled",
            [
                "Your {{plan}} subscription ends on {{date}}. After that the free plan applies; nothing is deleted.",
                "Until then you can resume it in SecurityTraining.",
            ]),
    };
}

/// <summary>Amounts as people read them.</summary>
internal static class Money
{
    private static readonly string[] WithoutCents = ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf"];

    public static string Text(long amount, string currency, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language == "de" ? "de-DE" : "en-GB");
        return WithoutCents.Contains(currency, StringComparer.Ordinal)
            ? string.Create(culture, $"{amount:N0} {currency.ToUpperInvariant()}")
            : string.Create(culture, $"{amount / 100m:N2} {currency.ToUpperInvariant()}");
    }
}
