using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Billing;

public enum InvoiceStatus
{
    Draft,
    Open,
    Paid,

    /// <summary>Nobody has to pay it any more.</summary>
    Void,

    /// <summary>Given up.</summary>
    Uncollectible,
}

/// <summary>A bill as the payment provider has it; a mirror, changed only by <see cref="Apply"/>.</summary>
public sealed class Invoice : AggregateRoot, ICompanyOwned
{
    public const int MaxNumberLength = 100;
    public const int MaxUrlLength = 2000;

    /// <summary>Nobody gets a receipt for what was paid longer ago than this.</summary>
    private static readonly TimeSpan NewsLast = TimeSpan.FromDays(7);

    private Invoice(Guid companyId, string reference, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        Reference = reference;
        Currency = "";
    }

    private Invoice()
    {
        Reference = Currency = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The payment provider's id.</summary>
    public string Reference { get; private set; }

    /// <summary>As it stands on the document; null on a draft.</summary>
    public string? Number { get; private set; }

    public InvoiceStatus Status { get; private set; }

    /// <summary>In the currency's smallest unit, as are the others.</summary>
    public long Total { get; private set; }

    public long AmountDue { get; private set; }

    public long AmountPaid { get; private set; }

    /// <summary>ISO 4217, in small letters.</summary>
    public string Currency { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    public DateTimeOffset? PaidAt { get; private set; }

    public DateTimeOffset PeriodStart { get; private set; }

    public DateTimeOffset PeriodEnd { get; private set; }

    /// <summary>The provider's page about it, where it can be paid.</summary>
    public string? HostedUrl { get; private set; }

    public string? PdfUrl { get; private set; }

    /// <summary>How often it was tried to take the money.</summary>
    public int Attempts { get; private set; }

    /// <summary>Of these attempts, how many were told to be failures.</summary>
    public int FailuresTold { get; private set; }

    public bool ReceiptSent { get; private set; }

    public static Invoice Mirror(Guid companyId, string reference, DateTimeOffset now) => new(companyId, reference, now);

    /// <summary>Takes over what the provider says; the same once or often, and each thing that is to be told is new once.</summary>
    public InvoiceNews Apply(InvoiceSnapshot snapshot, DateTimeOffset now)
    {
        (Number, Status, Currency) = (snapshot.Number, snapshot.Status, snapshot.Currency);
        (Total, AmountDue, AmountPaid) = (snapshot.Total, snapshot.AmountDue, snapshot.AmountPaid);
        (IssuedAt, PaidAt, PeriodStart, PeriodEnd) = (snapshot.IssuedAt, snapshot.PaidAt, snapshot.PeriodStart, snapshot.PeriodEnd);
        (HostedUrl, PdfUrl, Attempts) = (snapshot.HostedUrl, snapshot.PdfUrl, snapshot.Attempts);
        if (Status == InvoiceStatus.Paid && AmountPaid > 0 && !ReceiptSent)
        {
            ReceiptSent = true;
            return PaidAt >= now - NewsLast ? InvoiceNews.Paid : InvoiceNews.None;
        }

        if (Status == InvoiceStatus.Open && Attempts > FailuresTold && !snapshot.IsBeingPaid)
        {
            FailuresTold = Attempts;
            return InvoiceNews.PaymentFailed;
        }

        return InvoiceNews.None;
    }
}

/// <summary>What those who manage billing are told.</summary>
public enum InvoiceNews
{
    None,
    Paid,
    PaymentFailed,
}

/// <summary>A bill as the payment provider has it at one moment; amounts in the currency's smallest unit.</summary>
/// <param name="Attempts">How often it was tried to take the money, the attempt that is under way included.</param>
/// <param name="IsBeingPaid">A payment is under way, as direct debits are for days: it has not failed yet.</param>
public sealed record InvoiceSnapshot(
    string Reference,
    string CustomerReference,
    string? Number,
    InvoiceStatus Status,
    long Total,
    long AmountDue,
    long AmountPaid,
    string Currency,
    DateTimeOffset IssuedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    string? HostedUrl,
    string? PdfUrl,
    int Attempts,
    bool IsBeingPaid);
