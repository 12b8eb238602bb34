using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

/// <summary>What kind of mail, seen in the wild, a lure imitates.</summary>
public enum LureCategory
{
    Parcel,
    Invoice,
    Password,
    SharedDocument,
    HumanResources,
    CeoRequest,
    Mfa,
    QrCode,
    Mailbox,
    Survey,
    Other,
}

/// <summary>Everything that a person who gets the lure will see, and what gives it away.</summary>
/// <param name="SenderLocalPart">What stands before the @ when a simulation names no sender; the domain is the company's choice.</param>
public sealed record LureContent(
    string Language,
    string Subject,
    string SenderName,
    string SenderLocalPart,
    string Html,
    string Text,
    string LandingHtml,
    IReadOnlyList<Cue> Cues,
    Premise Premise)
{
    public const int MaxSubjectLength = 300;
    public const int MaxSenderNameLength = 100;
    public const int MaxSenderLocalPartLength = 64;

    /// <summary>Of each part, in characters.</summary>
    public const int MaxBodyLength = 256 * 1024;

    /// <summary>What the forms of the landing page lead to, one after the other, before the teaching page.</summary>
    public IReadOnlyList<string> FurtherStages { get; init; } = [];

    public IReadOnlyList<LureAttachment> Attachments { get; init; } = [];

    public Difficulty Difficulty => PhishScale.Rate(Cues, Premise);

    /// <summary>The parts that may hold merge fields, by the name under which the API knows them.</summary>
    public IEnumerable<(string Part, string Text)> MergedParts =>
    [
        ("subject", Subject), ("senderName", SenderName), ("html", Html), ("text", Text), ("landingHtml", LandingHtml),
        .. Attachments.SelectMany((file, index) => new[] { file.Title, file.Text, file.LinkText }.Select(text => ($"attachments[{index}]", text))),
        .. FurtherStages.Select((stage, index) => ($"landing page, stage {index + 2}", stage)),
    ];

    /// <summary>The same mail, leading to a landing page of the company's instead of its own.</summary>
    public LureContent LeadingTo(LandingPage page) =>
        this with { LandingHtml = page.Stages[0].Html, FurtherStages = [.. page.Stages.Skip(1).Select(stage => stage.Html)] };
}

/// <summary>A lure that a simulation can send: one of the platform's library, or a company's own.</summary>
public sealed class LureTemplate : AggregateRoot, IPlatformContent
{
    public const int MaxNameLength = 150;
    public const int MaxDescriptionLength = 1000;

    private LureTemplate(Guid id, Guid? companyId, LureDescription about, LureContent content, DateTimeOffset now)
    {
        Id = id;
        CompanyId = companyId;
        CreatedAt = now;
        Name = Description = null!;
        Content = null!;
        Edit(about, content, now);
    }

    private LureTemplate()
    {
        Name = Description = null!;
        Content = null!;
    }

    /// <summary>Null: the platform's, for every company to use and none to change.</summary>
    public Guid? CompanyId { get; private set; }

    public string Name { get; private set; }

    public string Description { get; private set; }

    public LureCategory Category { get; private set; }

    public LureContent Content { get; private set; }

    /// <summary>Rated again with every edit, and kept so that lists can be filtered by it.</summary>
    public Difficulty Difficulty { get; private set; }

    /// <summary>The landing page of the company's that the link leads to; null: the lure's own.</summary>
    public Guid? LandingPageId { get; private set; }

    /// <summary>Counts from 1; each edit makes the next one.</summary>
    public int VersionNumber { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static LureTemplate Create(Guid companyId, LureDescription about, LureContent content, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), companyId, about, content, now);

    /// <summary>A lure of the library, whose id is the same in every installation.</summary>
    public static LureTemplate ForLibrary(Guid id, LureDescription about, LureContent content, DateTimeOffset now) =>
        new(id, companyId: null, about, content, now);

    public void Edit(LureDescription about, LureContent content, DateTimeOffset now)
    {
        Name = about.Name.Trim();
        Description = about.Description.Trim();
        Category = about.Category;
        Content = content;
        Difficulty = content.Difficulty;
        VersionNumber++;
        UpdatedAt = now;
    }

    /// <param name="landingPageId">Null: the lure's own page.</param>
    public void LeadTo(Guid? landingPageId) => LandingPageId = landingPageId;

    /// <returns>Null: the lure leads to its own page.</returns>
    public LandingPage? PageIn(IReadOnlyDictionary<Guid, LandingPage>? pages) => LandingPageId is { } id ? pages?.GetValueOrDefault(id) : null;

    /// <summary>Edits a company's own lure, and keeps what it was.</summary>
    /// <returns>The version that this edit replaces.</returns>
    public LureTemplateVersion Revise(LureDescription about, LureContent content, Guid? landingPageId, DateTimeOffset now)
    {
        var replaced = LureTemplateVersion.Of(this, now);
        Edit(about, content, now);
        LeadTo(landingPageId);
        return replaced;
    }

    /// <returns>The version that is replaced; what is restored gets a number of its own.</returns>
    public LureTemplateVersion Restore(LureTemplateVersion version, DateTimeOffset now) =>
        Revise(new LureDescription(version.Name, version.Description, version.Category), version.Content, version.LandingPageId, now);
}

public sealed record LureDescription(string Name, string Description, LureCategory Category);

public static class LureTemplateErrors
{
    public static readonly Error NotFound = Error.NotFound("template_not_found", "There is no such template.");

    public static readonly Error ReadOnly = Error.Forbidden(
        "template_read_only", "Templates of the library cannot be changed. Create your own from it instead.");
}
