using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing;

/// <summary>
/// A mail of the service itself: one derived record for each, which has in every language what it says by default, as a template, and what
/// its merge fields stand for. A company can have its own words instead.
/// </summary>
public abstract record TransactionalMail
{
    private static readonly Dictionary<string, string> None = [];

    public abstract SystemMailKind Kind { get; }

    /// <summary>Fields without which the mail would be worth nothing.</summary>
    public virtual IReadOnlyList<string> RequiredFields => [];

    /// <summary>What it says by default, with merge fields.</summary>
    public abstract MailText Template(string language);

    /// <summary>By merge field. Where one value has several lines, each is a paragraph.</summary>
    public virtual IReadOnlyDictionary<string, string> Values(string language) => None;

    public MailText InLanguage(string language) => Template(language).Fill(Values(language));
}

public static class MailFields
{
    /// <summary>Where the one thing is done that the mail asks for.</summary>
    public const string Link = "link";

    /// <summary>How the person is greeted; empty for names that a mail program would make a link of.</summary>
    public const string FirstName = "firstName";

    public const string LinkField = "{{" + Link + "}}";
}

/// <param name="Paragraphs">Plain text, one after the other, below a greeting by name.</param>
/// <param name="Action">The one thing that the mail asks for.</param>
public sealed record MailText(string Subject, IReadOnlyList<string> Paragraphs, MailAction? Action = null)
{
    /// <summary>With values in place of the merge fields; not yet encoded for HTML.</summary>
    public MailText Fill(IReadOnlyDictionary<string, string> values)
    {
        return new MailText(
            Merge(Subject).ReplaceLineEndings(" "),
            [.. Paragraphs.SelectMany(paragraph => Merge(paragraph).Split('\n', StringSplitOptions.RemoveEmptyEntries))],
            Action is null ? null : Action with { Url = Merge(Action.Url) });

        string Merge(string text) => MergeTemplate.Parse(text, name => values.ContainsKey(name) ? name : null).Render(values, value => value);
    }
}

public sealed record MailAction(string Label, string Url);

/// <summary>Writes a mail into the unit of work; a worker sends it once the transaction has been committed.</summary>
public interface IMailOutbox
{
    /// <param name="companyLanguage">For people who have no language of their own.</param>
    /// <param name="address">Where the mail goes, if not to the person's own address.</param>
    void Send(User to, TransactionalMail mail, string companyLanguage = Languages.Default, string? address = null);

    /// <summary>A mail that has been rendered already.</summary>
    void Send(User to, string subject, string html, string text);
}
