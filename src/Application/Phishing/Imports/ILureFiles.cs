using ErrorOr;

namespace SecurityTraining.Application.Phishing.Imports;

/// <summary>Reads mails and pages that somebody has saved or that stand on the Internet, and makes lures of them that are nobody's trap but ours.</summary>
public interface ILureFiles
{
    /// <summary>Reads a message (RFC 5322, MIME) as mail programs save it.</summary>
    ErrorOr<ImportedMail> ReadMail(byte[] message);

    /// <summary>Reads the HTML of a mail: as <see cref="ReadMail"/> does with the part in a message.</summary>
    ImportedMail ReadHtml(string html);

    /// <summary>Text in whichever encoding a file says that it has; otherwise UTF-8.</summary>
    string ReadText(byte[] content);
}

/// <summary>A page of somebody else's, for landing pages.</summary>
public interface IPageFetcher
{
    /// <summary>
    /// Fetches a page with its style sheets and pictures, as far as they fit, and puts them into it. Follows no redirect, and reaches no
    /// address but public ones.
    /// </summary>
    Task<ErrorOr<FetchedPage>> Fetch(Uri address, CancellationToken ct);
}

/// <param name="SenderAddress">Null if there is none that makes sense.</param>
/// <param name="Html">Its links lead to the landing page; its pictures are inside it.</param>
/// <param name="Text">Null if there is no text part.</param>
/// <param name="Notes">What has been left out.</param>
public sealed record ImportedMail(
    string? Subject, string? SenderName, string? SenderAddress, string Html, string? Text, IReadOnlyList<string> Notes);

/// <param name="Html">As it came, with what belongs to it inside; not cleaned yet.</param>
/// <param name="Notes">What has been left out.</param>
public sealed record FetchedPage(string? Title, string Html, IReadOnlyList<string> Notes);
