using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Billing;

public enum PaymentStatus
{
    /// <summary>Under way, as direct debits are for days.</summary>
    Pending,
    Succeeded,
    Failed,
}

/// <summary>Money that was taken, or was to be; a mirror of what the payment provider has.</summary>
public sealed class Payment : AggregateRoot, ICompanyOwned
{
    public const int MaxMethodLength = 100;
    public const int MaxFailureLength = 500;

    private Payment(Guid companyId, string reference, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        Reference = reference;
        Currency = "";
    }

    private Payment()
    {
        Reference = Currency = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The payment provider's id.</summary>
    public string Reference { get; private set; }

    public PaymentStatus Status { get; private set; }

    /// <summary>In the currency's smallest unit.</summary>
    public long Amount { get; private set; }

    /// <summary>In the currency's smallest unit.</summary>
    public long AmountRefunded { get; private set; }

    /// <summary>ISO 4217, in small letters.</summary>
    public string Currency { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>As the payer knows it, such as <c>visa •••• 4242</c>.</summary>
    public string? Method { get; private set; }

    /// <summary>What the bank said; null unless it failed.</summary>
    public string? Failure { get; private set; }

    public string? ReceiptUrl { get; private set; }

    public static Payment Mirror(Guid companyId, string reference, DateTimeOffset now) => new(companyId, reference, now);

    public void Apply(PaymentSnapshot snapshot)
    {
        (Status, Amount, AmountRefunded, Currency) = (snapshot.Status, snapshot.Amount, snapshot.AmountRefunded, snapshot.Currency);
        (At, Method, Failure, ReceiptUrl) = (snapshot.At, snapshot.Method, snapshot.Failure, snapshot.ReceiptUrl);
    }
}

/// <summary>A payment as the provider has it at one moment; amounts in the currency's smallest unit.</summary>
public sealed record PaymentSnapshot(
    string Reference,
    string CustomerReference,
    PaymentStatus Status,
    long Amount,
    long AmountRefunded,
    string Currency,
    DateTimeOffset At,
    string? Method,
    string? Failure,
    string? ReceiptUrl);
