using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Billing;

public enum BillingDifferenceKind
{
    /// <summary>The provider's subscription and the installation's mirror do not say the same.</summary>
    Subscription,

    /// <summary>The provider has a live subscription of a customer whom the installation does not know.</summary>
    UnknownCustomer,

    /// <summary>The price is none of the table of plans.</summary>
    UnknownPrice,

    /// <summary>One company has more than one live subscription.</summary>
    SecondSubscription,

    /// <summary>The installation has a live subscription that the provider does not list.</summary>
    MissingAtProvider,
}

/// <summary>Something that the nightly comparison has found, for the operator.</summary>
public sealed class BillingDifference : AggregateRoot
{
    public const int MaxTextLength = 300;

    private BillingDifference(BillingDifferenceKind kind, string reference, Guid? companyId, string? ours, string? theirs, DateTimeOffset now) : base(now)
    {
        (Kind, Reference, ForCompanyId, Ours, Theirs) = (kind, reference, companyId, ours, theirs);
        FoundAt = SeenAt = now;
    }

    private BillingDifference()
    {
        Reference = null!;
    }

    public BillingDifferenceKind Kind { get; private set; }

    /// <summary>The provider's id of the subscription.</summary>
    public string Reference { get; private set; }

    public Guid? ForCompanyId { get; private set; }

    /// <summary>What the installation believed.</summary>
    public string? Ours { get; private set; }

    /// <summary>What the provider says.</summary>
    public string? Theirs { get; private set; }

    public DateTimeOffset FoundAt { get; private set; }

    /// <summary>When it was last there.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>Null: it is still there, and somebody has to look at it.</summary>
    public DateTimeOffset? MendedAt { get; private set; }

    public static BillingDifference Find(
        BillingDifferenceKind kind, string reference, Guid? companyId, string? ours, string? theirs, DateTimeOffset now) =>
        new(kind, reference, companyId, ours, theirs, now);

    public void SeeAgain(DateTimeOffset now) => SeenAt = now;

    public void Mend(DateTimeOffset now) => MendedAt = now;
}
