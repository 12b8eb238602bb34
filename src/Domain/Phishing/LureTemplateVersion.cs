using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

/// <summary>What one of a company's own lures was before an edit.</summary>
public sealed class LureTemplateVersion : AggregateRoot, ICompanyOwned
{
    /// <summary>Of each lure; with the next edit the oldest one goes.</summary>
    public const int MaxPerTemplate = 50;

    private LureTemplateVersion(LureTemplate template, DateTimeOffset now) : base(now)
    {
        CompanyId = template.CompanyId!.Value;
        TemplateId = template.Id;
        Number = template.VersionNumber;
        Name = template.Name;
        Description = template.Description;
        Category = template.Category;
        Difficulty = template.Difficulty;
        Content = template.Content;
        LandingPageId = template.LandingPageId;
        WrittenAt = template.UpdatedAt;
    }

    private LureTemplateVersion()
    {
        Name = Description = null!;
        Content = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid TemplateId { get; private set; }

    public int Number { get; private set; }

    public string Name { get; private set; }

    public string Description { get; private set; }

    public LureCategory Category { get; private set; }

    public Difficulty Difficulty { get; private set; }

    public LureContent Content { get; private set; }

    public Guid? LandingPageId { get; private set; }

    /// <summary>When the lure became what this version holds.</summary>
    public DateTimeOffset WrittenAt { get; private set; }

    internal static LureTemplateVersion Of(LureTemplate template, DateTimeOffset now) => new(template, now);
}

public static class LureTemplateVersionErrors
{
    public static readonly Error NotFound = Error.NotFound("template_version_not_found", "The template has no such version, or no longer.");
}
