using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// Who a person is at the provider. From the first sign-in on this is what they are known by: a mail address can change hands there, the
/// subject cannot (OpenID Connect Core 1.0, 5.7).
/// </summary>
public sealed class FederatedAccount : AggregateRoot, ICompanyOwned
{
    /// <summary>OpenID Connect Core 1.0, 2: 255 ASCII characters.</summary>
    public const int MaxSubjectLength = 255;

    private FederatedAccount(Guid companyId, Guid userId, string issuer, string subject, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        Issuer = issuer;
        Subject = subject;
        LinkedAt = now;
    }

    private FederatedAccount()
    {
        Issuer = Subject = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    public string Issuer { get; private set; }

    public string Subject { get; private set; }

    public DateTimeOffset LinkedAt { get; private set; }

    public static FederatedAccount Link(Guid companyId, Guid userId, string issuer, string subject, DateTimeOffset now) =>
        new(companyId, userId, issuer, subject, now);
}
