using ErrorOr;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing;

/// <summary>
/// The pages of the payment provider on which customers pay and look after their payment methods. Every changing call carries a key that stays
/// the same however often the same intent is sent: the provider does it once. With none configured, each answers
/// <see cref="BillingErrors.NotConfigured"/>, as do the other ports here.
/// </summary>
public interface IPaymentPages
{
    bool IsConfigured { get; }

    /// <returns>The provider's id of the customer.</returns>
    Task<ErrorOr<string>> AddCustomer(NewCustomer customer, string key, CancellationToken ct);

    /// <summary>A page on which the customer pays by card or SEPA direct debit; those that were opened before can be paid no more.</summary>
    Task<ErrorOr<Uri>> OpenCheckout(CheckoutOrder order, string key, CancellationToken ct);

    /// <summary>The customer's own page: payment methods, addresses, documents.</summary>
    Task<ErrorOr<Uri>> OpenPortal(string customerReference, Uri returnTo, CancellationToken ct);
}

/// <param name="Email">Of whoever buys.</param>
public sealed record NewCustomer(Guid CompanyId, string Name, string Email, string Language);

/// <param name="PaidAt">Where the browser goes afterwards.</param>
/// <param name="LeftAt">Where it goes if nothing was paid.</param>
public sealed record CheckoutOrder(Guid CompanyId, string CustomerReference, string LookupKey, int Seats, Uri PaidAt, Uri LeftAt);

/// <summary>Subscriptions with the payment provider, which has the truth about them.</summary>
public interface IProviderSubscriptions
{
    bool IsConfigured { get; }

    /// <summary>All that the customer has or had.</summary>
    Task<ErrorOr<IReadOnlyList<SubscriptionSnapshot>>> Of(string customerReference, CancellationToken ct);

    /// <summary>One page of everybody's that have not ended.</summary>
    /// <param name="after">The last of the page before; null: the first page.</param>
    /// <param name="ct">Ends the waiting.</param>
    Task<ErrorOr<SubscriptionsPage>> List(string? after, CancellationToken ct);

    /// <summary>What the change would cost; changes nothing.</summary>
    Task<ErrorOr<ChangePreview>> Preview(SubscriptionChange change, CancellationToken ct);

    /// <summary>More is charged for at once, and not done if that is declined; less is credited to the next bill.</summary>
    Task<ErrorOr<Success>> Change(SubscriptionChange change, string key, CancellationToken ct);

    /// <param name="reference">Of the subscription.</param>
    /// <param name="ends">With the period that has been paid; false: it goes on.</param>
    /// <param name="key">Of the intent.</param>
    /// <param name="ct">Ends the waiting.</param>
    Task<ErrorOr<Success>> SetCancellation(string reference, bool ends, string key, CancellationToken ct);
}

/// <param name="Next">What the following page comes after; null: this was the last.</param>
public sealed record SubscriptionsPage(IReadOnlyList<SubscriptionSnapshot> Items, string? Next);

/// <param name="IsMore">Costs more than what there is, so that it is charged for at once.</param>
public sealed record SubscriptionChange(
    string Reference, string ItemReference, string CustomerReference, string LookupKey, int Seats, bool IsMore);

/// <summary>What a change costs, in the currency's smallest unit.</summary>
/// <param name="Total">Of the next bill; negative: a credit.</param>
/// <param name="DueNow">What is charged at once.</param>
public sealed record ChangePreview(string Currency, long Total, long DueNow, IReadOnlyList<ChangePreviewLine> Lines);

/// <param name="IsProration">For the rest of the present period.</param>
public sealed record ChangePreviewLine(string Description, long Amount, bool IsProration);

/// <summary>Documents and payments with the provider.</summary>
public interface IProviderRecords
{
    Task<ErrorOr<InvoiceSnapshot>> Invoice(string reference, CancellationToken ct);

    Task<ErrorOr<PaymentSnapshot>> Payment(string reference, CancellationToken ct);

    /// <summary>At most a hundred.</summary>
    Task<ErrorOr<IReadOnlyList<PaymentMethodRow>>> PaymentMethods(string customerReference, CancellationToken ct);
}

/// <param name="Kind">Such as <c>card</c> or <c>sepa_debit</c>.</param>
/// <param name="Last4">The last digits of the number or account.</param>
/// <param name="ExpiryMonth">1 to 12; null: it does not expire.</param>
public sealed record PaymentMethodRow(string Id, string Kind, string? Brand, string? Last4, int? ExpiryMonth, int? ExpiryYear);

/// <summary>What plans cost. The provider has the prices, by lookup keys such as <c>starter_month</c>; kept for some minutes.</summary>
public interface IPlanPrices
{
    /// <returns>Empty without a provider, or while it is away and none are kept.</returns>
    Task<IReadOnlyList<PlanPrice>> List(CancellationToken ct);

    Task<ErrorOr<PlanPrice>> Find(PlanKind plan, BillingInterval interval, CancellationToken ct);
}

/// <param name="SeatAmount">For one seat and interval, in the currency's smallest unit.</param>
/// <param name="Currency">ISO 4217, in small letters.</param>
public sealed record PlanPrice(PlanKind Plan, BillingInterval Interval, long SeatAmount, string Currency);

/// <summary>Tells the provider's own messages from everybody else's.</summary>
public interface IBillingSignatures
{
    /// <param name="body">As it came, byte for byte.</param>
    /// <param name="signature">The header's value.</param>
    ErrorOr<BillingEventNotice> Read(ReadOnlyMemory<byte> body, string? signature);
}

/// <summary>Whose customers are whose, and what the operator sees: the control plane's.</summary>
public interface IBillingDirectory
{
    /// <summary>Written with the rest of the unit of work.</summary>
    void AddCustomer(string customerReference, Guid companyId);

    Task<Guid?> FindCompany(string customerReference, CancellationToken ct);

    /// <returns>By customer, as far as they are known.</returns>
    Task<IReadOnlyDictionary<string, Guid>> FindCompanies(IReadOnlyCollection<string> customerReferences, CancellationToken ct);

    /// <summary>Lets the operator's list follow, with the rest of the unit of work.</summary>
    /// <param name="companyId">Whose they are.</param>
    /// <param name="all">Also those that no longer count: nobody else would learn that they have ended.</param>
    /// <param name="ct">Ends the work.</param>
    Task Follow(Guid companyId, IReadOnlyList<SubscriptionSnapshot> all, CancellationToken ct);

    Task<IReadOnlyList<SubscriptionListing>> ListingsOf(IReadOnlyCollection<Guid> companyIds, CancellationToken ct);

    /// <summary>In the order of their ids.</summary>
    Task<IReadOnlyList<SubscriptionListing>> LiveListings(Guid? after, int most, CancellationToken ct);
}
