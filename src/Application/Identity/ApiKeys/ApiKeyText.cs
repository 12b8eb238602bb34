namespace SecurityTraining.Application.Identity.ApiKeys;

/// <summary>
/// How an API key is written: <c>st_live_&lt;id&gt;_&lt;secret&gt;</c>. The id may stand in logs and tickets, the secret nowhere; the beginning
/// lets secret scanners recognise a key that has leaked.
/// </summary>
internal readonly record struct ApiKeyText(Guid Id, string Secret)
{
    public const string Prefix = "st_live_";

    private const int IdLength = 32;
    private const int SecretStart = IdLength + 1;

    /// <returns>Null if the text cannot be one of ours.</returns>
    public static ApiKeyText? Read(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = text.AsSpan(Prefix.Length);
        return rest.Length > SecretStart && rest[IdLength] == '_' && Guid.TryParseExact(rest[..IdLength], "N", out var id)
            ? new ApiKeyText(id, rest[SecretStart..].ToString())
            : null;
    }

    public override string ToString() => $"{Prefix}{Id:N}_{Secret}";
}
