using System.Text.RegularExpressions;

namespace SecurityTraining.Application.Phishing;

/// <summary>
/// Pictures that are written into the HTML of a lure (<c>data:</c>) travel as parts of the mail (<c>cid:</c>): most mail programs show no others.
/// </summary>
internal static partial class MailImages
{
    /// <returns>The HTML with references, and the pictures by content id.</returns>
    public static (string Html, IReadOnlyDictionary<string, byte[]> Images) Detach(string html)
    {
        var images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var detached = Embedded().Replace(html, match =>
        {
            var text = match.Groups["data"].Value;
            var bytes = new byte[text.Length];
            if (!Convert.TryFromBase64String(text, bytes, out var length))
            {
                return match.Value;
            }

            var id = $"image{images.Count + 1}";
            images.Add(id, bytes[..length]);
            return $"src=\"cid:{id}\"";
        });
        return (detached, images);
    }

    [GeneratedRegex("src=\"data:image/(png|jpeg|gif|webp);base64,(?<data>[A-Za-z0-9+/=]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Embedded();
}
