namespace SecurityTraining.WebApi.Authentication;

/// <summary>What a person recognises one of their sessions by: <c>Firefox on Linux</c>. Nothing of what a client sends is kept as it is.</summary>
internal static class DeviceName
{
    // Most of them also claim to be another: the first that matches is the one that it is.
    private static readonly (string Mark, string Name)[] Clients =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"), ("PostmanRuntime", "Postman"), ("python", "Python"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ];

    public static string? From(string? userAgent)
    {
        if (string.IsNullOrEmpty(userAgent))
        {
            return null;
        }

        return (Find(Clients, userAgent), Find(Systems, userAgent)) switch
        {
            ({ } client, { } system) => $"{client} on {system}",
            var (client, system) => client ?? system,
        };
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(entry => userAgent.Contains(entry.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
