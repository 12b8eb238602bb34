using System.Text.RegularExpressions;

namespace SecurityTraining.Domain.Learning.Courses;

/// <summary>
/// Whose players may stand in a lesson. Of an address only the video's id is kept; what the browser opens is made here, and asks the host to leave
/// no cookies.
/// </summary>
public static partial class VideoHosts
{
    /// <summary>Of an address that is read at all.</summary>
    public const int MaxAddressLength = 300;

    public const string Names = "YouTube, Vimeo";

    private static readonly (string Host, string[] Paths, Func<string, string?> Player)[] Known =
    [
        ("www.youtube.com", ["/watch?v=", "/embed/", "/shorts/"], YouTube),
        ("youtube.com", ["/watch?v=", "/embed/", "/shorts/"], YouTube),
        ("m.youtube.com", ["/watch?v="], YouTube),
        ("youtu.be", ["/"], YouTube),
        ("www.youtube-nocookie.com", ["/embed/"], YouTube),
        ("vimeo.com", ["/"], Vimeo),
        ("www.vimeo.com", ["/"], Vimeo),
        ("player.vimeo.com", ["/video/"], Vimeo),
    ];

    /// <param name="address">As people copy it from their browser, or as this method has made it.</param>
    /// <returns>The address of the player; null for anything but one video of an allowed host, by HTTPS.</returns>
    public static string? PlayerOf(string? address)
    {
        if (address is not { Length: <= MaxAddressLength }
            || !Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri)
            || uri is not { Scheme: "https", IsDefaultPort: true, UserInfo: "" })
        {
            return null;
        }

        var (_, paths, player) = Array.Find(Known, known => known.Host == uri.Host);
        var path = Array.Find(paths ?? [], start => uri.PathAndQuery.StartsWith(start, StringComparison.Ordinal));
        return path is null ? null : player(Id(uri.PathAndQuery[path.Length..]));
    }

    /// <summary>What else stands in the address (where to begin, whose list it is in) stays behind.</summary>
    private static string Id(string rest) => rest[..(rest.IndexOfAny(['?', '&', '#']) is >= 0 and var end ? end : rest.Length)];

    private static string? YouTube(string id) => YouTubeId().IsMatch(id) ? $"https://www.youtube-nocookie.com/embed/{id}" : null;

    private static string? Vimeo(string id) => VimeoId().IsMatch(id) ? $"https://player.vimeo.com/video/{id}?dnt=1" : null;

    [GeneratedRegex(@"^[A-Za-z0-9_-]{11}\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex YouTubeId();

    [GeneratedRegex(@"^[1-9][0-9]{3,11}\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex VimeoId();
}
