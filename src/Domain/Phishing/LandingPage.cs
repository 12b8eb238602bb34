using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

/// <summary>
/// Where a lure's link leads: one page, or several of which each one's form leads to the next, as a real sign-in asks for one thing after
/// the other. The last one's form leads to the teaching page.
/// </summary>
public sealed class LandingPage : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 150;
    public const int MaxStages = 5;

    private LandingPage(Guid companyId, LandingPageContent content, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Name = Language = null!;
        Stages = null!;
        Edit(content, now);
    }

    private LandingPage()
    {
        Name = Language = null!;
        Stages = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    public string Language { get; private set; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<LandingStage> Stages { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static LandingPage Create(Guid companyId, LandingPageContent content, DateTimeOffset now) => new(companyId, content, now);

    public void Edit(LandingPageContent content, DateTimeOffset now)
    {
        Name = content.Name.Trim();
        Language = content.Language;
        Stages = content.Stages;
        UpdatedAt = now;
    }
}

/// <param name="Html">At most <see cref="LureContent.MaxBodyLength"/> characters.</param>
public sealed record LandingStage(string Html);

/// <param name="Stages">Cleaned already.</param>
public sealed record LandingPageContent(string Name, string Language, IReadOnlyList<LandingStage> Stages);

public static class LandingPageErrors
{
    public static readonly Error NotFound = Error.NotFound("landing_page_not_found", "There is no such landing page.");

    public static readonly Error InUse = Error.Conflict(
        "landing_page_in_use", "A template leads to this landing page. Give the template another one first.");

    public static readonly Error FormMissing = Error.Validation(
        "landing_form_missing", "The page has no form, so nobody would get to the next stage.");
}
