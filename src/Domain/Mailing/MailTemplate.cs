using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Mailing;

/// <summary>What kind of news a campaign brings. People say for each kind whether they want it.</summary>
public enum MailCategory
{
    TrainingNews,
    SecurityNews,
    Tips,
    Events,
}

/// <summary>A mail in one language. All three parts may hold merge fields.</summary>
/// <param name="Language">Two letters; of each language there is one version.</param>
public sealed record MailContent(string Language, string Subject, string Html, string Text)
{
    public const int MaxSubjectLength = 300;

    /// <summary>Of each part, in characters.</summary>
    public const int MaxBodyLength = 256 * 1024;

    /// <summary>The parts that may hold merge fields, by the name under which the API knows them.</summary>
    public IEnumerable<(string Part, string Text)> MergedParts() => [("subject", Subject), ("html", Html), ("text", Text)];
}

/// <summary>A mail that campaigns can send, in one or more languages.</summary>
public sealed class MailTemplate : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 150;

    private MailTemplate(Guid companyId, string name, MailCategory category, IReadOnlyList<MailContent> versions, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Name = null!;
        Versions = null!;
        Edit(name, category, versions, now);
    }

    private MailTemplate()
    {
        Name = null!;
        Versions = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    public MailCategory Category { get; private set; }

    /// <summary>The first is for people whose language is not among them.</summary>
    public IReadOnlyList<MailContent> Versions { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static MailTemplate Create(
        Guid companyId, string name, MailCategory category, IReadOnlyList<MailContent> versions, DateTimeOffset now) =>
        new(companyId, name, category, versions, now);

    public void Edit(string name, MailCategory category, IReadOnlyList<MailContent> versions, DateTimeOffset now)
    {
        Name = name.Trim();
        Category = category;
        Versions = versions;
        UpdatedAt = now;
    }

    public MailContent In(string language) => Versions.FirstOrDefault(version => version.Language == language) ?? Versions[0];
}

public static class MailTemplateErrors
{
    public static readonly Error NotFound = Error.NotFound("mail_template_not_found", "There is no such mail template.");

    public static readonly Error LanguageMissing = Error.NotFound("mail_template_language_missing", "The template has no version in this language.");

    public static Error UnknownMergeField(string part, string field) => Error.Validation(
        "merge_field_unknown", $"{field} in {part} is not a merge field, and no attribute of the company's people.");
}
