using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Mailing;

/// <summary>A mail of the service itself: one derived record for each, which says in every language what it has to say.</summary>
public abstract record TransactionalMail
{
    public abstract MailText InLanguage(string language);
}

/// <param name="Paragraphs">Plain text, one after the other, below a greeting by name.</param>
/// <param name="Action">The one thing that the mail asks for.</param>
public sealed record MailText(string Subject, IReadOnlyList<string> Paragraphs, MailAction? Action = null);

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
