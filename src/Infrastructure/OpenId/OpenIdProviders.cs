using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ErrorOr;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Http;

namespace SecurityTraining.Infrastructure.OpenId;

/// <summary>The authorization code flow with PKCE. Why a provider was not believed stands in the log, without anything that it has sent.</summary>
internal sealed partial class OpenIdProviders(
    ProviderDocuments documents, IdentityTokens tokens, GuardedHttp http, ICompanySecrets secrets, PublicAddress address, ILogger<OpenIdProviders> logger)
    : IOpenIdProviders
{
    private const string Scopes = "openid email profile";

    private string RedirectUri => address.Link(SignOnPaths.Callback);

    public async Task<ErrorOr<Success>> Check(string issuer, CancellationToken ct) =>
        await documents.Get(issuer, isFresh: true, ct).Then(_ => Result.Success);

    public async Task<ErrorOr<string>> AuthorizationUrl(IdentityProvider provider, AuthorizationRequest request, CancellationToken ct)
    {
        var document = await documents.Get(provider.Issuer, isFresh: false, ct);
        if (document.IsError)
        {
            return Failed(provider, document.FirstError);
        }

        return QueryHelpers.AddQueryString(document.Value.Authorization.AbsoluteUri, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = provider.ClientId,
            ["redirect_uri"] = RedirectUri,
            ["scope"] = Scopes,
            ["state"] = request.State,
            ["nonce"] = request.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(request.Verifier))),
            ["code_challenge_method"] = "S256",
            ["login_hint"] = request.LoginHint,
        });
    }

    public async Task<ErrorOr<ProviderIdentity>> Redeem(IdentityProvider provider, AuthorizationResponse response, CancellationToken ct)
    {
        try
        {
            var said = await Ask(provider, response, ct);
            return said.IsError ? Failed(provider, said.FirstError) : said;
        }
        catch (Exception exception) when (ProviderDocuments.IsTheirs(exception) && !ct.IsCancellationRequested)
        {
            return Failed(provider, Unfit($"no answer that makes sense ({exception.GetType().Name})"));
        }
    }

    private async Task<ErrorOr<ProviderIdentity>> Ask(IdentityProvider provider, AuthorizationResponse response, CancellationToken ct)
    {
        var document = await documents.Get(provider.Issuer, isFresh: false, ct);
        if (document.IsError)
        {
            return document.Errors;
        }

        if (response.Issuer is null ? document.Value.SendsIssuer : response.Issuer != provider.Issuer)
        {
            return Unfit("the browser has come back from another issuer");
        }

        using var answer = await Exchange(provider, document.Value, response, ct);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
        if (!answer.IsSuccessStatusCode || json.RootElement.Text("id_token") is not { } idToken)
        {
            return Unfit($"the token endpoint has answered {(int)answer.StatusCode} {Short(json.RootElement.Text("error"))}");
        }

        var claims = await tokens.Read(idToken, provider, document.Value, response.NonceHash, ct);
        if (claims.IsError)
        {
            return claims.Errors;
        }

        var isIncomplete = claims.Value.Text("email") is null
            || (provider.RoleClaim is { } role && !claims.Value.TryGetProperty(role, out _));
        if (!isIncomplete || document.Value.UserInfo is not { } userInfo || json.RootElement.Text("access_token") is not { } accessToken)
        {
            return Identity(provider, claims.Value, more: null);
        }

        var more = await MoreAbout(userInfo, accessToken, claims.Value.Text("sub")!, ct);
        return more.Then(rest => Identity(provider, claims.Value, rest));
    }

    private async Task<HttpResponseMessage> Exchange(
        IdentityProvider provider, ProviderDocument document, AuthorizationResponse response, CancellationToken ct)
    {
        var secret = secrets.Reveal(provider.CompanyId, SecretUse.ProviderClient, provider.ProtectedSecret);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = response.Code,
            ["redirect_uri"] = RedirectUri,
            ["code_verifier"] = response.Verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, document.Token);
        if (document.TakesBasic)
        {
            // Both parts encoded by themselves: RFC 6749, 2.3.1.
            var credentials = $"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }
        else
        {
            (form["client_id"], form["client_secret"]) = (provider.ClientId, secret);
        }

        request.Content = new FormUrlEncodedContent(form);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await http.Client.SendAsync(request, ct);
    }

    /// <summary>Some providers keep the identity token short and tell the rest here.</summary>
    private async Task<ErrorOr<JsonElement>> MoreAbout(Uri userInfo, string accessToken, string subject, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, userInfo);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var answer = await http.Client.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            return Unfit($"the user info endpoint has answered {(int)answer.StatusCode}");
        }

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
        return json.RootElement.Text("sub") == subject ? json.RootElement.Clone() : Unfit("the user info endpoint speaks of somebody else");
    }

    private static ProviderIdentity Identity(IdentityProvider provider, JsonElement claims, JsonElement? more)
    {
        // An address and what is said of it come from the same place.
        var contact = claims.Text("email") is null && more is { } other ? other : claims;
        var roles = provider.RoleClaim is not { } role ? [] : claims.Texts(role) is { Count: > 0 } values ? values : more?.Texts(role) ?? [];
        return new ProviderIdentity(
            provider.Issuer,
            claims.Text("sub")!,
            contact.Text("email"),
            contact.Flag("email_verified"),
            Text("hd"),
            Text("given_name"),
            Text("family_name"),
            Text("name"),
            Text("locale"),
            Text("zoneinfo"),
            roles,
            roles.Count == 0 && provider.RoleClaim is { } claim && (claims.LeavesOut(claim) || more?.LeavesOut(claim) == true),
            claims.Texts("amr").Contains("mfa", StringComparer.Ordinal));

        string? Text(string name) => claims.Text(name) ?? more?.Text(name);
    }

    private Error Failed(IdentityProvider provider, Error reason)
    {
        LogFailed(provider.Issuer, provider.CompanyId, reason.Description);
        return SignOnErrors.ProviderFailed;
    }

    private static Error Unfit(string why) => Error.Failure("provider_unfit", why);

    private static string Short(string? text) => text?.Cut(60) ?? "";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Single sign-on by {Issuer} of company {CompanyId} has failed: {Reason}")]
    private partial void LogFailed(string issuer, Guid companyId, string reason);
}

internal static class OpenIdServices
{
    public static IServiceCollection AddOpenId(this IServiceCollection services) => services
        .AddSingleton<ProviderDocuments>()
        .AddSingleton<IdentityTokens>()
        .AddSingleton<IOpenIdProviders, OpenIdProviders>();
}
