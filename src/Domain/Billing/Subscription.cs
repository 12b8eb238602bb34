using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Domain.Billing;

public enum SubscriptionStatus
{
    /// <summary>Nothing has been bought yet.</summary>
    None,

    /// <summary>Bought, and the first payment is still to come.</summary>
    Incomplete,

    Active,

    /// <summary>A payment has failed; the payment provider tries again.</summary>
    PastDue,

    Ended,

    /// <summary>The first payment has not come in time: it has never begun, and so ends nothing.</summary>
    Expired,
}

/// <summary>
/// What a company has bought, as the payment provider has it: a mirror that is never changed but by <see cref="Apply"/>, from what the provider
/// says at that moment. Its id is the company's, as each has one.
/// </summary>
public sealed class Subscription : AggregateRoot, ICompanyOwned
{
    public const int MaxReferenceLength = 255;

    /// <summary>ISO 4217.</summary>
    public const int CurrencyLength = 3;

    private Subscription(Guid companyId, string customerReference, DateTimeOffset now) : base(now)
    {
        Id = CompanyId = companyId;
        CustomerReference = customerReference;
        SynchronisedAt = now;
    }

    private Subscription()
    {
        CustomerReference = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The company, as the payment provider knows it.</summary>
    public string CustomerReference { get; private set; }

    /// <summary>The provider's id of the subscription; null: there has been none.</summary>
    public string? Reference { get; private set; }

    public SubscriptionStatus Status { get; private set; }

    /// <summary>Null: none, or one that the table of plans does not know.</summary>
    public PlanKind? Plan { get; private set; }

    public BillingInterval? Interval { get; private set; }

    public int Seats { get; private set; }

    /// <summary>For one interval, in the currency's smallest unit, before taxes and discounts.</summary>
    public long Amount { get; private set; }

    public string? Currency { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Until when it has been paid, or billed.</summary>
    public DateTimeOffset? CurrentPeriodEnd { get; private set; }

    /// <summary>When it ends; null: it goes on.</summary>
    public DateTimeOffset? CancelsAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>
    /// Since when the oldest unpaid bill has been due, but not from before it was known here: a direct debit comes back days after the bill was
    /// written, and whoever owes it is to be warned as long as anybody else. Null: everything is paid.
    /// </summary>
    public DateTimeOffset? PastDueSince { get; private set; }

    /// <summary>When the provider was last asked.</summary>
    public DateTimeOffset SynchronisedAt { get; private set; }

    public bool IsLive => Status is SubscriptionStatus.Active or SubscriptionStatus.PastDue;

    public static Subscription Open(Guid companyId, string customerReference, DateTimeOffset now) => new(companyId, customerReference, now);

    /// <summary>
    /// Takes over what the provider says. However often and in whatever order that happens, only the last says what holds.
    /// </summary>
    /// <param name="snapshot">Null: the provider knows of no subscription.</param>
    /// <param name="company">Gets what has been bought.</param>
    /// <param name="now">When the provider was asked.</param>
    /// <returns>What is new about it.</returns>
    public SubscriptionNews Apply(SubscriptionSnapshot? snapshot, Company company, DateTimeOffset now)
    {
        SynchronisedAt = now;
        if (snapshot is null)
        {
            return SubscriptionNews.None;
        }

        var (before, wasLive, wasCancelled, isOther) = (Facts, IsLive, CancelsAt is not null, Reference != snapshot.Reference);
        (Reference, Status, Plan, Interval) = (snapshot.Reference, snapshot.Status, snapshot.Plan, snapshot.Interval);
        (Seats, Amount, Currency) = (snapshot.Seats, snapshot.Amount, snapshot.Currency);
        (StartedAt, CurrentPeriodEnd, CancelsAt, EndedAt) = (snapshot.StartedAt, snapshot.CurrentPeriodEnd, snapshot.CancelsAt, snapshot.EndedAt);
        PastDueSince = Status == SubscriptionStatus.PastDue ? Later(snapshot.PastDueSince, (isOther ? null : PastDueSince) ?? now) : null;
        Supply(company, hasJustEnded: Status == SubscriptionStatus.Ended && (wasLive || isOther), now);
        var isCancelled = IsLive && CancelsAt is not null && (!wasCancelled || isOther);
        var hasEndedUnannounced = wasLive && !isOther && !wasCancelled && Status == SubscriptionStatus.Ended;
        return new SubscriptionNews(before != Facts, isCancelled || hasEndedUnannounced);
    }

    public ErrorOr<string> RequireLive() => Reference is { } reference && IsLive ? reference : BillingErrors.NoSubscription;

    private (string?, SubscriptionStatus, PlanKind?, BillingInterval?, int, DateTimeOffset?) Facts =>
        (Reference, Status, Plan, Interval, Seats, CancelsAt);

    private static DateTimeOffset Later(DateTimeOffset? due, DateTimeOffset known) => due > known ? due.Value : known;

    /// <summary>
    /// What was agreed upon with the operator is not undone by what was once bought. A price that is no plan's supplies nothing new, but whether it
    /// is paid, and that it has ended, counts as for any other.
    /// </summary>
    private void Supply(Company company, bool hasJustEnded, DateTimeOffset now)
    {
        if (company.Plan == PlanKind.Enterprise)
        {
            return;
        }

        if ((IsLive || hasJustEnded) && Plan is { } plan)
        {
            company.Subscribe(plan, Seats);
        }

        if (hasJustEnded)
        {
            company.EndSubscription(now);
        }

        if (IsLive && company.PaymentOverdueSince != PastDueSince)
        {
            company.NotePaid();
            if (PastDueSince is { } since)
            {
                company.NotePaymentOverdue(since);
            }
        }
    }
}

/// <summary>A subscription as the payment provider has it at one moment.</summary>
/// <param name="ItemReference">What is changed to change the plan or the seats.</param>
/// <param name="Plan">Null: the price is none of the table's.</param>
/// <param name="Amount">For one interval, in the currency's smallest unit.</param>
/// <param name="PastDueSince">When the oldest unpaid bill was due, or written if it was due at once.</param>
public sealed record SubscriptionSnapshot(
    string Reference,
    string CustomerReference,
    string ItemReference,
    SubscriptionStatus Status,
    PlanKind? Plan,
    BillingInterval? Interval,
    int Seats,
    long Amount,
    string Currency,
    DateTimeOffset StartedAt,
    DateTimeOffset? CurrentPeriodEnd,
    DateTimeOffset? CancelsAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? PastDueSince)
{
    public bool IsLive => Status is SubscriptionStatus.Active or SubscriptionStatus.PastDue;

    /// <summary>The one that counts, of all that a customer has or had: one that is paid for before others, and the newest of these.</summary>
    public static SubscriptionSnapshot? Current(IEnumerable<SubscriptionSnapshot> all) => all
        .OrderBy(subscription => subscription.Status switch
        {
            SubscriptionStatus.Active => 0,
            SubscriptionStatus.PastDue => 1,
            SubscriptionStatus.Ended => 2,
            _ => 3,
        })
        .ThenByDescending(subscription => subscription.StartedAt)
        .ThenBy(subscription => subscription.Reference, StringComparer.Ordinal)
        .FirstOrDefault();
}

/// <param name="HasChanged">Anything but dates that move by themselves.</param>
/// <param name="IsCancelled">It will end, or has ended without that having been known before.</param>
public sealed record SubscriptionNews(bool HasChanged, bool IsCancelled)
{
    public static readonly SubscriptionNews None = new(HasChanged: false, IsCancelled: false);
}
