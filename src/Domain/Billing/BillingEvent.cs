using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Billing;

public enum BillingEventStatus
{
    Pending,
    Done,

    /// <summary>Of a kind that nothing depends on, or about nobody whom the installation knows.</summary>
    Ignored,

    /// <summary>Given up; can be replayed.</summary>
    Failed,
}

/// <summary>
/// Something that the payment provider has told: that something has happened, not what. It holds ids only; what they stand for is always asked
/// for again. It stands outside the walls between companies, as it arrives before it is known whose it is.
/// </summary>
public sealed class BillingEvent : AggregateRoot
{
    public const int MaxTypeLength = 100;
    public const int MaxErrorLength = 100;

    /// <summary>Tries that the provider's being away did not spoil; then it waits for the operator.</summary>
    public const int MaxAttempts = 8;

    private BillingEvent(BillingEventNotice notice, Guid? companyId, bool isKnownKind, DateTimeOffset now) : base(now)
    {
        (Reference, Type, ObjectReference, OccurredAt) = (notice.Reference, notice.Type, notice.ObjectReference, notice.OccurredAt);
        ForCompanyId = companyId;
        ReceivedAt = now;
        Status = companyId is not null && isKnownKind ? BillingEventStatus.Pending : BillingEventStatus.Ignored;
        SettledAt = Status == BillingEventStatus.Pending ? null : now;
    }

    private BillingEvent()
    {
        Reference = Type = null!;
    }

    /// <summary>The provider's id: an event that comes twice is there once.</summary>
    public string Reference { get; private set; }

    public string Type { get; private set; }

    /// <summary>What it is about, as the provider knows it.</summary>
    public string? ObjectReference { get; private set; }

    /// <summary>Null: of nobody whom the installation knows.</summary>
    public Guid? ForCompanyId { get; private set; }

    public BillingEventStatus Status { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>The code of the last error.</summary>
    public string? Error { get; private set; }

    public DateTimeOffset OccurredAt { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public static BillingEvent Receive(BillingEventNotice notice, Guid? companyId, bool isKnownKind, DateTimeOffset now) =>
        new(notice, companyId, isKnownKind, now);

    /// <summary>It has been worked off, or not.</summary>
    /// <param name="error">Null: it has.</param>
    /// <param name="isPassing">The try does not count.</param>
    /// <param name="now">When.</param>
    public void Settle(string? error, bool isPassing, DateTimeOffset now)
    {
        Attempts += isPassing ? 0 : 1;
        Error = error?.Cut(MaxErrorLength);
        Status = error is null ? BillingEventStatus.Done : Attempts >= MaxAttempts ? BillingEventStatus.Failed : BillingEventStatus.Pending;
        SettledAt = Status == BillingEventStatus.Pending ? null : now;
    }

    public ErrorOr<Success> Replay()
    {
        if (Status == BillingEventStatus.Pending)
        {
            return BillingErrors.EventPending;
        }

        if (ForCompanyId is null)
        {
            return BillingErrors.EventOfNobody;
        }

        (Status, Attempts, Error, SettledAt) = (BillingEventStatus.Pending, 0, null, null);
        return Result.Success;
    }
}

/// <summary>What an event says of itself, once its signature has been found genuine.</summary>
/// <param name="CustomerReference">Null: it is about no customer.</param>
public sealed record BillingEventNotice(string Reference, string Type, string? ObjectReference, string? CustomerReference, DateTimeOffset OccurredAt);
