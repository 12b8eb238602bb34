using ErrorOr;
using SecurityTraining.Application.Billing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Common;
using Stripe;
using Invoice = Stripe.Invoice;

namespace SecurityTraining.Infrastructure.Billing;

internal sealed class StripeRecords(StripeConnection stripe) : IProviderRecords
{
    private const int Most = 100;

    public Task<ErrorOr<InvoiceSnapshot>> Invoice(string reference, CancellationToken ct) =>
        stripe.Ask(
            async (api, token) =>
            {
                var invoice = await api.Invoices.GetAsync(reference, cancellationToken: token);
                return Snapshot(invoice, invoice is { Status: "open", AttemptCount: > 0 } && await IsBeingPaid(api, reference, token));
            },
            ct);

    public Task<ErrorOr<PaymentSnapshot>> Payment(string reference, CancellationToken ct) =>
        stripe.Ask(async (api, token) => Snapshot(await api.Charges.GetAsync(reference, cancellationToken: token)), ct);

    public Task<ErrorOr<IReadOnlyList<PaymentMethodRow>>> PaymentMethods(string customerReference, CancellationToken ct) => stripe.Ask(
        async (api, token) =>
        {
            var methods = await api.Customers.PaymentMethods.ListAsync(
                customerReference, new CustomerPaymentMethodListOptions { Limit = Most }, cancellationToken: token);
            return (IReadOnlyList<PaymentMethodRow>)methods.Data.ConvertAll(Row);
        },
        ct);

    private static PaymentMethodRow Row(PaymentMethod method) => new(
        method.Id,
        method.Type,
        method.Card?.Brand,
        method.Card?.Last4 ?? method.SepaDebit?.Last4,
        (int?)method.Card?.ExpMonth,
        (int?)method.Card?.ExpYear);

    /// <summary>Asked apart from the bill, which says of an attempt that it was made, but not whether it has failed.</summary>
    private static async Task<bool> IsBeingPaid(V1Services api, string reference, CancellationToken ct)
    {
        var payments = await api.InvoicePayments.ListAsync(
            new InvoicePaymentListOptions { Invoice = reference, Limit = Most, Expand = ["data.payment.payment_intent"] }, cancellationToken: ct);
        return payments.Data.Exists(payment => payment.Payment?.PaymentIntent?.Status == "processing");
    }

    private static InvoiceSnapshot Snapshot(Invoice invoice, bool isBeingPaid) => new(
        invoice.Id,
        invoice.CustomerId,
        invoice.Number,
        Status(invoice.Status),
        invoice.Total,
        invoice.AmountDue,
        invoice.AmountPaid,
        invoice.Currency,
        StripeTime.Of(invoice.StatusTransitions?.FinalizedAt) ?? StripeTime.Of(invoice.Created),
        StripeTime.Of(invoice.StatusTransitions?.PaidAt),
        StripeTime.Of(invoice.PeriodStart),
        StripeTime.Of(invoice.PeriodEnd),
        Url(invoice.HostedInvoiceUrl),
        Url(invoice.InvoicePdf),
        (int)invoice.AttemptCount,
        isBeingPaid);

    private static PaymentSnapshot Snapshot(Charge charge) => new(
        charge.Id,
        charge.CustomerId,
        charge.Status switch { "succeeded" => PaymentStatus.Succeeded, "failed" => PaymentStatus.Failed, _ => PaymentStatus.Pending },
        charge.Amount,
        charge.AmountRefunded,
        charge.Currency,
        StripeTime.Of(charge.Created),
        Method(charge.PaymentMethodDetails)?.Cut(Domain.Billing.Payment.MaxMethodLength),
        charge.FailureMessage?.Cut(Domain.Billing.Payment.MaxFailureLength),
        Url(charge.ReceiptUrl));

    private static string? Method(ChargePaymentMethodDetails? details) =>
        (details?.Card?.Last4 ?? details?.SepaDebit?.Last4) is { } last4 ? $"{details?.Card?.Brand ?? details?.Type} •••• {last4}" : details?.Type;

    private static InvoiceStatus Status(string status) => status switch
    {
        "open" => InvoiceStatus.Open,
        "paid" => InvoiceStatus.Paid,
        "void" => InvoiceStatus.Void,
        "uncollectible" => InvoiceStatus.Uncollectible,
        _ => InvoiceStatus.Draft,
    };

    private static string? Url(string? text) => text is { Length: <= Domain.Billing.Invoice.MaxUrlLength } ? text : null;
}
