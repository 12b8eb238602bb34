namespace SecurityTraining.Application.Common.Settings;

/// <summary>
/// The origin that packages run in: none of the service's own, nor of any frontend's, so that what packages bring along can reach neither. With a
/// <c>*</c> in place of the first label of the host, each launch has an origin of its own.
/// </summary>
public sealed class ScormOrigin
{
    public const string ConfigurationKey = "Scorm:Origin";

    private const string Everyone = "*.";
    private const string Loopback = "127.0.0.1";
    private const string LocalName = "localhost";

    private readonly Uri? _origin;
    private readonly bool _isWildcard;

    private ScormOrigin(Uri? origin, bool isWildcard, bool isExclusive) => (_origin, _isWildcard, IsExclusive) = (origin, isWildcard, isExclusive);

    /// <summary>Nothing else is served there.</summary>
    public bool IsExclusive { get; }

    public bool IsConfigured => _origin is not null;

    /// <param name="configured">Empty: on the developer's own machine the other name of it, elsewhere none.</param>
    /// <param name="publicUrl">Of the service.</param>
    /// <param name="frontends">The origins whose pages may call the API.</param>
    /// <exception cref="InvalidOperationException">It is no origin, or one that others have.</exception>
    public static ScormOrigin From(string? configured, Uri publicUrl, IEnumerable<string> frontends)
    {
        if (string.IsNullOrEmpty(configured))
        {
            return new ScormOrigin(OtherNameOf(publicUrl), isWildcard: false, isExclusive: false);
        }

        var isWildcard = configured.Contains($"//{Everyone}", StringComparison.Ordinal);
        if (!Uri.TryCreate(configured.Replace($"//{Everyone}", "//x.", StringComparison.Ordinal), UriKind.Absolute, out var origin)
            || (origin.Scheme != Uri.UriSchemeHttps && origin.Scheme != Uri.UriSchemeHttp)
            || origin is not { PathAndQuery: "/", Fragment: "", UserInfo: "" })
        {
            throw new InvalidOperationException($"{ConfigurationKey}: {configured} is no origin, such as https://packages.example.com.");
        }

        var taken = frontends.Select(frontend => new Uri(frontend)).Append(publicUrl);
        var chosen = new ScormOrigin(origin, isWildcard, isExclusive: true);
        return taken.Any(other => chosen.Serves(other.Authority))
            ? throw new InvalidOperationException($"{ConfigurationKey}: packages must not run where the service or a frontend does.")
            : chosen;
    }

    public override string ToString() => _origin is null ? "" : $"{_origin.Scheme}://{(_isWildcard ? $"*{_origin.Authority[1..]}" : _origin.Authority)}";

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public string Link(Guid launchId, string path)
    {
        var origin = _origin ?? throw new InvalidOperationException("Packages have no origin to run in.");
        var host = _isWildcard ? $"{launchId:N}{origin.Authority[1..]}" : origin.Authority;
        return $"{origin.Scheme}://{host}{path}";
    }

    /// <param name="authority">Host and port, as a request names them.</param>
    public bool Serves(string authority) => _origin is not null && (_isWildcard
        ? authority.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && authority[dot..].Equals(_origin.Authority[1..], StringComparison.OrdinalIgnoreCase)
        : authority.Equals(_origin.Authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>To a browser the two names of its own machine are two sites, which share no cookie.</summary>
    private static Uri? OtherNameOf(Uri publicUrl) => publicUrl.Host switch
    {
        LocalName => new UriBuilder(publicUrl) { Host = Loopback, Path = "/" }.Uri,
        Loopback => new UriBuilder(publicUrl) { Host = LocalName, Path = "/" }.Uri,
        _ => null,
    };
}
