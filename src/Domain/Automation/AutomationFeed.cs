using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Automation;

/// <summary>How far a company's rules have seen what its people do. Has the company's own id.</summary>
public sealed class AutomationFeed : AggregateRoot, ICompanyOwned
{
    /// <summary>What is written down now may carry a time up to so long ago, so it is looked at again.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>How far the first look reaches back: rules may be older than it.</summary>
    public static readonly TimeSpan FirstReach = TimeSpan.FromDays(1);

    private AutomationFeed(Guid companyId, DateTimeOffset now)
    {
        Id = CompanyId = companyId;
        SeenUntil = now - Overlap;
    }

    private AutomationFeed()
    {
    }

    public Guid CompanyId { get; private set; }

    public DateTimeOffset SeenUntil { get; private set; }

    public static AutomationFeed Of(Guid companyId, DateTimeOffset now) => new(companyId, now);

    /// <param name="lookedAt">When the look began that has seen everything by now.</param>
    public void See(DateTimeOffset lookedAt)
    {
        var until = lookedAt - Overlap;
        SeenUntil = until > SeenUntil ? until : SeenUntil;
    }
}
