namespace SecurityTraining.WebApi.Authentication;

/// <summary>The origins whose pages may act for whoever is signed in: the service's own and those of the frontends in the configuration.</summary>
internal sealed class BrowserOrigins
{
    public const string ConfigurationKey = "Cors:AllowedOrigins";

    private const string PublicUrlKey = "PublicUrl";

    private readonly HashSet<string> _allowed;

    /// <exception cref="InvalidOperationException">Something else than an origin is configured, such as <c>*</c> or an address with a path.</exception>
    public BrowserOrigins(IConfiguration configuration)
    {
        Frontends = [.. (configuration.GetSection(ConfigurationKey).Get<string[]>() ?? []).Select(OriginOf)];
        _allowed = new HashSet<string>(Frontends, StringComparer.Ordinal);
        if (Uri.TryCreate(configuration[PublicUrlKey], UriKind.Absolute, out var own))
        {
            _allowed.Add(own.GetLeftPart(UriPartial.Authority));
        }
    }

    public IReadOnlyList<string> Frontends { get; }

    public IEnumerable<string> All => _allowed;

    /// <param name="origin">As a browser sends it; <c>null</c> is what pages without an origin of their own send.</param>
    public bool Contains(string? origin) => origin is not null && _allowed.Contains(origin);

    /// <summary>As browsers write it: lower case, and without the port that goes without saying.</summary>
    private static string OriginOf(string configured) =>
        Uri.TryCreate(configured, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? url.GetLeftPart(UriPartial.Authority)
            : throw new InvalidOperationException($"{ConfigurationKey}: {configured} is no origin, such as https://app.example.com.");
}
