using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity.ApiKeys;
using SecurityTraining.WebApi.Endpoints;

namespace SecurityTraining.WebApi.Authentication;

/// <summary>
/// <c>X-Api-Key</c>: a machine of a company. A request that also carries <c>Authorization</c> is the person's whom that names; but under
/// <c>/scim</c> directories send the key itself as a bearer token, and nobody else is expected.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    /// <summary>The claim that tells machines from people, as the rate limits do.</summary>
    public const string KeyClaim = "api_key";

    private const string Bearer = "Bearer ";

    public static string SchemeFor(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ScimEndpoints.Root, StringComparison.OrdinalIgnoreCase) ? SchemeName
        : context.Request.Headers.ContainsKey(Header) && !context.Request.Headers.ContainsKey("Authorization")
        ? SchemeName
        : JwtBearerDefaults.AuthenticationScheme;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ReadKey() is not { } text)
        {
            return AuthenticateResult.Fail("One API key is needed.");
        }

        // A scope of its own: to find the key out is a use case, and what the request then does is another.
        await using var scope = Context.RequestServices.CreateAsyncScope();
        var accepted = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new AcceptApiKeyCommand(text, IsReport), Context.RequestAborted);
        if (accepted.IsError)
        {
            return AuthenticateResult.Fail("The API key is unknown, has been revoked or has expired.");
        }

        var (id, companyId, permissions) = accepted.Value;
        Context.RequestServices.GetRequiredService<Caller>().SignInAsMachine(id, companyId, permissions);
        var identity = new ClaimsIdentity([new Claim(KeyClaim, id.ToString())], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private bool IsReport => HttpMethods.IsPost(Request.Method) && Request.Path.StartsWithSegments(ReportEndpoints.Root, StringComparison.OrdinalIgnoreCase);

    private string? ReadKey() => Request.Path.StartsWithSegments(ScimEndpoints.Root, StringComparison.OrdinalIgnoreCase)
        ? Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null
        : Request.Headers[Header] is [{ } text] ? text : null;
}
