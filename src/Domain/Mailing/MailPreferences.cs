using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Mailing;

/// <summary>Which news somebody does not want. Mails that their account needs go out whatever they say here.</summary>
public sealed class MailPreferences : AggregateRoot, ICompanyOwned
{
    private MailPreferences(Guid companyId, Guid userId, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        UpdatedAt = now;
    }

    private MailPreferences()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>Whoever has said nothing wants everything.</summary>
    public IReadOnlyList<MailCategory> Unsubscribed { get; private set; } = [];

    public DateTimeOffset UpdatedAt { get; private set; }

    public static MailPreferences Of(Guid companyId, Guid userId, DateTimeOffset now) => new(companyId, userId, now);

    public bool Wants(MailCategory category) => !Unsubscribed.Contains(category);

    public void Set(MailCategory category, bool isWanted, DateTimeOffset now)
    {
        if (Wants(category) != isWanted)
        {
            Unsubscribed = isWanted ? [.. Unsubscribed.Where(other => other != category)] : [.. Unsubscribed.Append(category).Order()];
            UpdatedAt = now;
        }
    }
}
