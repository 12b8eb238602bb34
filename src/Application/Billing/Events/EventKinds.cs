using ErrorOr;
using SecurityTraining.Application.Common.Work;

namespace SecurityTraining.Application.Billing.Events;

/// <summary>One kind of event and what follows from it: that something is asked for again, never what the event itself says.</summary>
internal interface IBillingEventKind
{
    IReadOnlyList<string> Types { get; }

    /// <param name="happened">What is to be worked off.</param>
    /// <param name="company">The way into the company.</param>
    /// <param name="ct">Ends the work.</param>
    Task<ErrorOr<Success>> WorkOff(DueBillingEvent happened, ICompanyScope company, CancellationToken ct);
}

/// <summary>Somebody has paid on the provider's page, or a direct debit of theirs has gone through, or not.</summary>
internal sealed class CheckoutCompleted : IBillingEventKind
{
    public IReadOnlyList<string> Types =>
        ["checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed"];

    public Task<ErrorOr<Success>> WorkOff(DueBillingEvent happened, ICompanyScope company, CancellationToken ct) =>
        company.Send(happened.CompanyId, new SynchroniseSubscriptionCommand(happened.CompanyId), ct);
}

/// <summary>A subscription has begun, has changed, or has ended.</summary>
internal sealed class SubscriptionChanged : IBillingEventKind
{
    public IReadOnlyList<string> Types =>
    [
        "customer.subscription.created", "customer.subscription.updated", "customer.subscription.deleted",
        "customer.subscription.paused", "customer.subscription.resumed",
    ];

    public Task<ErrorOr<Success>> WorkOff(DueBillingEvent happened, ICompanyScope company, CancellationToken ct) =>
        company.Send(happened.CompanyId, new SynchroniseSubscriptionCommand(happened.CompanyId), ct);
}

/// <summary>A bill has been written, paid, not paid, or taken back: whether the subscription is overdue depends on it.</summary>
internal sealed class InvoiceChanged : IBillingEventKind
{
    public IReadOnlyList<string> Types =>
        ["invoice.finalized", "invoice.paid", "invoice.payment_failed", "invoice.updated", "invoice.voided", "invoice.marked_uncollectible"];

    public async Task<ErrorOr<Success>> WorkOff(DueBillingEvent happened, ICompanyScope company, CancellationToken ct)
    {
        if (happened.ObjectReference is { } reference
            && await company.Send(happened.CompanyId, new SynchroniseInvoiceCommand(happened.CompanyId, reference), ct) is { IsError: true } failed)
        {
            return failed.Errors;
        }

        return await company.Send(happened.CompanyId, new SynchroniseSubscriptionCommand(happened.CompanyId), ct);
    }
}

/// <summary>Money has been taken, refused, or given back.</summary>
internal sealed class PaymentChanged : IBillingEventKind
{
    public IReadOnlyList<string> Types => ["charge.succeeded", "charge.failed", "charge.pending", "charge.updated", "charge.refunded"];

    public async Task<ErrorOr<Success>> WorkOff(DueBillingEvent happened, ICompanyScope company, CancellationToken ct) =>
        happened.ObjectReference is { } reference
            ? await company.Send(happened.CompanyId, new SynchronisePaymentCommand(happened.CompanyId, reference), ct)
            : Result.Success;
}

/// <summary>The kinds of events on which anything depends.</summary>
internal sealed class BillingEventKinds(IEnumerable<IBillingEventKind> kinds)
{
    private readonly Dictionary<string, IBillingEventKind> _byType =
        kinds.SelectMany(kind => kind.Types.Select(type => (type, kind))).ToDictionary(pair => pair.type, pair => pair.kind, StringComparer.Ordinal);

    public bool Knows(string type) => _byType.ContainsKey(type);

    public IBillingEventKind? Find(string type) => _byType.GetValueOrDefault(type);
}
