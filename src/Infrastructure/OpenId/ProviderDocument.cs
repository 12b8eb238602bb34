using System.Text.Json;
using ErrorOr;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.Tokens;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Http;

namespace SecurityTraining.Infrastructure.OpenId;

/// <summary>What a provider publishes of itself (OpenID Connect Discovery 1.0), as far as it is needed.</summary>
/// <param name="TakesBasic">Whether the client's secret goes into the header (the default), or into the form.</param>
/// <param name="SendsIssuer">RFC 9207: then an answer without <c>iss</c> is not from this provider.</param>
internal sealed record ProviderDocument(
    Uri Authorization, Uri Token, Uri? UserInfo, bool TakesBasic, bool SendsIssuer, IReadOnlyList<SecurityKey> Keys, DateTimeOffset ReadAt)
{
    /// <summary>By its id; a provider whose tokens name none has only one that fits.</summary>
    public IEnumerable<SecurityKey> KeysFor(string? keyId) => string.IsNullOrEmpty(keyId) ? Keys : Keys.Where(key => key.KeyId == keyId);
}

/// <summary>Reads the documents, and remembers them for an hour: they are public and the same for every company.</summary>
internal sealed class ProviderDocuments(GuardedHttp http, TimeProvider clock) : IDisposable
{
    private const int MaxRemembered = 1000;
    private const string WellKnown = "/.well-known/openid-configuration";
    private const string Basic = "client_secret_basic";
    private const string Post = "client_secret_post";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly MemoryCache _read = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });

    /// <param name="issuer">Exactly as the provider spells it.</param>
    /// <param name="isFresh">Not one that has been remembered: its keys may have been replaced since.</param>
    /// <param name="ct">Ends the work.</param>
    /// <returns>The document, or in <see cref="IdentityProviderErrors.IssuerUnfit"/> why it is of no use.</returns>
    public async Task<ErrorOr<ProviderDocument>> Get(string issuer, bool isFresh, CancellationToken ct)
    {
        if (!isFresh && _read.TryGetValue(issuer, out ProviderDocument? known) && clock.GetUtcNow() - known!.ReadAt < Lifetime)
        {
            return known;
        }

        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || !http.IsAcceptable(address) || address.Query.Length + address.Fragment.Length > 0)
        {
            return IdentityProviderErrors.IssuerUnfit("Must be an https address without query and fragment.");
        }

        try
        {
            var document = await Read(issuer, ct);
            if (!document.IsError)
            {
                _read.Set(issuer, document.Value, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
            }

            return document;
        }
        catch (Exception exception) when (IsTheirs(exception) && !ct.IsCancellationRequested)
        {
            return IdentityProviderErrors.IssuerUnfit("There is no OpenID provider at this address that answers with its configuration and keys.");
        }
    }

    public void Dispose() => _read.Dispose();

    /// <summary>Whether the other side has failed: no connection, no answer in time, too much of an answer, or one that makes no sense.</summary>
    public static bool IsTheirs(Exception exception) => exception
        is HttpRequestException or OperationCanceledException or JsonException or ArgumentException or InvalidOperationException or IOException;

    private async Task<ErrorOr<ProviderDocument>> Read(string issuer, CancellationToken ct)
    {
        using var json = JsonDocument.Parse(await http.Client.GetStringAsync(new Uri(issuer.TrimEnd('/') + WellKnown), ct));
        var root = json.RootElement;
        if (root.Text("issuer") != issuer)
        {
            return IdentityProviderErrors.IssuerUnfit("The provider at this address calls itself by another issuer; take its own spelling.");
        }

        if (Endpoint(root, "authorization_endpoint") is not { } authorization
            || Endpoint(root, "token_endpoint") is not { } token
            || Endpoint(root, "jwks_uri") is not { } keys)
        {
            return IdentityProviderErrors.IssuerUnfit("The provider names no authorization, token or key endpoint by https.");
        }

        var methods = root.Texts("token_endpoint_auth_methods_supported");
        if (methods.Count > 0 && !methods.Contains(Basic) && !methods.Contains(Post))
        {
            return IdentityProviderErrors.IssuerUnfit("The provider takes no client secret.");
        }

        var algorithms = root.Texts("id_token_signing_alg_values_supported");
        if (algorithms.Count > 0 && !algorithms.Intersect(IdentityTokens.Algorithms, StringComparer.Ordinal).Any())
        {
            return IdentityProviderErrors.IssuerUnfit($"The provider signs by none of {string.Join(", ", IdentityTokens.Algorithms)}.");
        }

        var published = new JsonWebKeySet(await http.Client.GetStringAsync(keys, ct));
        return new ProviderDocument(
            authorization,
            token,
            Endpoint(root, "userinfo_endpoint"),
            methods.Count == 0 || methods.Contains(Basic),
            root.Flag("authorization_response_iss_parameter_supported") == true,
            [.. published.GetSigningKeys()],
            clock.GetUtcNow());
    }

    private Uri? Endpoint(JsonElement root, string name) =>
        Uri.TryCreate(root.Text(name), UriKind.Absolute, out var address) && http.IsAcceptable(address) ? address : null;
}

/// <summary>Members that others have written: of another kind than expected, they are as good as absent.</summary>
internal static class ForeignJson
{
    public static string? Text(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Of a list, or of the one that stands in place of a list.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.Array } list =>
            [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        _ => [],
    };

    /// <summary>Some providers write it as a text.</summary>
    public static bool? Flag(this JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var flag) => flag,
        _ => null,
    };

    /// <summary>Whether the claim is to be had from elsewhere (OpenID Connect Core 1.0, 5.6.2).</summary>
    public static bool LeavesOut(this JsonElement element, string claim) =>
        Member(element, "_claim_names") is { } names && Member(names, claim) is not null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
}
