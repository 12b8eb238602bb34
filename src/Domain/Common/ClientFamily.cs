namespace SecurityTraining.Domain.Common;

/// <summary>
/// What is kept of a client's <c>User-Agent</c>: its family, such as <c>Firefox on Linux</c>. The header itself can tell one person from
/// all others, so it is not kept.
/// </summary>
public static class ClientFamily
{
    // Most of them also claim to be another: the first that matches is the one that it is.
    private static readonly (string Mark, string Name)[] Clients =
    [
        ("Outlook", "Outlook"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"), ("PostmanRuntime", "Postman"),
        ("python", "Python"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];

    /// <returns>Null if the client says nothing of itself.</returns>
    public static string? Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return null;
        }

        return (Find(Clients, userAgent), Find(Systems, userAgent)) switch
        {
            ({ } client, { } system) => $"{client} on {system}",
            var (client, system) => client ?? system ?? "Other",
        };
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        Array.Find(known, entry => userAgent.Contains(entry.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
