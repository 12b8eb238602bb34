using System.Text.RegularExpressions;

namespace SecurityTraining.Domain.Phishing;

public enum TransportSecurity
{
    /// <summary>Starts in the clear and must turn to TLS (RFC 3207).</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Implicit,

    /// <summary>In the clear; only within networks that the operator has named.</summary>
    None,
}

public sealed record MailServer(string Host, int Port, TransportSecurity Security)
{
    public const int MaxHostLength = 253;
}

public enum LoginKind
{
    /// <summary>User name and password, by the strongest mechanism that the server offers.</summary>
    Password,

    /// <summary>An access token of the provider's (SASL XOAUTH2), as Microsoft 365 and Google want it.</summary>
    Xoauth2,
}

/// <summary>How to log in at the server. Everything secret in it is encrypted and bound to the company.</summary>
/// <param name="TokenEndpoint">Of XOAUTH2: where access tokens come from (RFC 6749, 3.2).</param>
/// <param name="Scope">Of XOAUTH2: what to ask for; null: what the provider gives by itself.</param>
/// <param name="ProtectedRefreshToken">Of XOAUTH2; null: the client's own credentials are enough (RFC 6749, 4.4).</param>
public sealed record ServerLogin(
    LoginKind Kind,
    string UserName,
    byte[]? ProtectedPassword = null,
    string? TokenEndpoint = null,
    string? ClientId = null,
    byte[]? ProtectedClientSecret = null,
    byte[]? ProtectedRefreshToken = null,
    string? Scope = null)
{
    public const int MaxUserNameLength = 254;
    public const int MaxSecretLength = 500;
    public const int MaxEndpointLength = 500;
    public const int MaxClientIdLength = 200;
    public const int MaxScopeLength = 500;

    /// <summary>Microsoft's have more than a thousand characters.</summary>
    public const int MaxRefreshTokenLength = 4000;
}

/// <param name="MaxPerSecond">Of each instance of the service; 0: as fast as the server takes them.</param>
/// <param name="MaxPerDomainPerHour">Tries for recipients of one domain within one hour of the clock, of all instances together; 0: no limit.</param>
/// <param name="Connections">That are kept open at once, by each instance.</param>
public sealed record SendingLimits(int MaxPerSecond, int MaxPerDomainPerHour, int Connections)
{
    public const int MostPerSecond = 1000;
    public const int MostPerHour = 1_000_000;
    public const int MostConnections = 8;
    public const int DefaultConnections = 4;
}

/// <summary>A header field of the company's own choice.</summary>
public sealed partial record ExtraHeader(string Name, string Value)
{
    public const int MaxNameLength = 60;
    public const int MaxValueLength = 500;

    /// <summary>Besides those that begin with <c>X-</c>: they say something about the mail, and nothing about where it comes from or goes.</summary>
    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Importance", "Priority", "Precedence", "Sensitivity", "Organization", "Keywords", "Comments", "Auto-Submitted", "List-Id", "Feedback-ID",
    };

    public static bool IsAllowedName(string? name) =>
        name is { Length: > 0 and <= MaxNameLength } && (Allowed.Contains(name) || OwnName().IsMatch(name));

    /// <summary>Printable ASCII on one line, and no space at either end.</summary>
    public static bool IsAllowedValue(string? value) =>
        value is { Length: > 0 and <= MaxValueLength } && value.All(letter => letter is >= ' ' and <= '~') && value.Trim().Length == value.Length;

    [GeneratedRegex("^[Xx]-[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex OwnName();
}

public enum DkimAlgorithm
{
    /// <summary>RSA with 2048 bits: understood by everybody.</summary>
    Rsa,

    /// <summary>RFC 8463: short, and not yet understood by all.</summary>
    Ed25519,
}

/// <summary>A key that mails are signed with (DKIM, RFC 6376).</summary>
/// <param name="PublicKey">As in the record's <c>p=</c>.</param>
/// <param name="ProtectedPrivateKey">Encrypted, bound to the company.</param>
/// <param name="VerifiedAt">When the DNS was first seen to hold the public key; null: not yet.</param>
public sealed partial record DkimKey(
    string Selector, DkimAlgorithm Algorithm, string PublicKey, byte[] ProtectedPrivateKey, DateTimeOffset CreatedAt, DateTimeOffset? VerifiedAt = null)
{
    public const int MaxSelectorLength = 63;

    public string RecordValue => $"v=DKIM1; k={(Algorithm == DkimAlgorithm.Rsa ? "rsa" : "ed25519")}; p={PublicKey}";

    public static bool IsSelector(string? text) => text is { Length: <= MaxSelectorLength } && Label().IsMatch(text);

    public string RecordNameIn(string domain) => $"{Selector}._domainkey.{domain}";

    /// <summary>Whether a TXT record holds this key; white space within the key means nothing (RFC 6376, 3.2).</summary>
    public bool IsPublishedIn(string record) => record.Split(';').Any(tag =>
        tag.Split('=', 2) is [var name, var value]
        && name.Trim() == "p"
        && string.Concat(value.Where(letter => !char.IsWhiteSpace(letter))) == PublicKey);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Label();
}
