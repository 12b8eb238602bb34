using ErrorOr;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Authentication;

/// <summary>
/// Cookie mode, for browsers: the refresh token lies in a cookie that no script can read instead of in a body. The <c>__Host-</c> prefix
/// keeps other hosts from planting one (RFC 6265bis, 4.1.3.2); it needs <c>Secure</c>, which browsers accept from <c>http://localhost</c> too.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "__Host-refresh-token";

    /// <summary>With the value <see cref="Mode"/> a client asks for the cookie.</summary>
    public const string ModeHeader = "X-Session-Mode";

    public const string Mode = "cookie";

    /// <summary>Any value will do: no form can send a header, and no script of another origin unless CORS lets it.</summary>
    public const string GuardHeader = "X-Requested-By";

    private const string FetchSiteHeader = "Sec-Fetch-Site";

    private static readonly string[] OwnSite = ["same-origin", "same-site"];

    private static readonly object TakenKey = new();

    /// <summary>The refresh token that the endpoint answers with goes into the cookie, if the client asks for that or has sent the cookie.</summary>
    public static RouteHandlerBuilder GivesSessionCookie(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new GivesSessionCookieMetadata()).AddEndpointFilter(Give);

    /// <summary>
    /// Where the body has no refresh token, that of the cookie stands for it. The handler's first parameter is the
    /// <see cref="PresentedToken"/>.
    /// </summary>
    public static RouteHandlerBuilder TakesSessionCookie(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new TakesSessionCookieMetadata()).AddEndpointFilter(Take);

    /// <summary>After an answer without content the browser forgets the cookie.</summary>
    public static RouteHandlerBuilder EndsSessionCookie(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(End);

    private static async ValueTask<object?> Take(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (context.GetArgument<PresentedToken?>(0)?.RefreshToken is null && http.Request.Cookies[Name] is { } token)
        {
            if (Refusal(http) is { } refusal)
            {
                return new ProblemResult([refusal]);
            }

            context.Arguments[0] = new PresentedToken(token);
            http.Items[TakenKey] = true;
        }

        return await next(context);
    }

    private static async ValueTask<object?> Give(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var asked = http.Request.Headers[ModeHeader];
        if (asked.Count > 0 && asked != Mode)
        {
            return TypedResults.Problem(Problems.Invalid(ModeHeader, $"Must be {Mode}, or absent."));
        }

        var answer = await next(context);
        if (asked.Count > 0 || http.Items.ContainsKey(TakenKey))
        {
            (answer as IShapedAnswer)?.Shape(value => value is SignedIn signedIn ? Keep(http.Response, signedIn) : value);
        }

        return answer;
    }

    private static async ValueTask<object?> End(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Items.ContainsKey(TakenKey))
        {
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode == StatusCodes.Status204NoContent)
                {
                    http.Response.Cookies.Delete(Name, Options());
                }

                return Task.CompletedTask;
            });
        }

        return await next(context);
    }

    /// <summary>
    /// The cookie comes along with whatever the browser sends, so the request has to show that a page of ours has sent it (OWASP, Cross-Site
    /// Request Forgery Prevention). <c>SameSite</c> alone would let in every page below the same registrable domain.
    /// </summary>
    private static Error? Refusal(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (!http.RequestServices.GetRequiredService<BrowserOrigins>().Contains(headers.Origin)
            || (headers.TryGetValue(FetchSiteHeader, out var site) && !OwnSite.Contains(site.ToString(), StringComparer.Ordinal)))
        {
            return SessionCookieErrors.OriginNotAllowed;
        }

        return headers.ContainsKey(GuardHeader) ? null : SessionCookieErrors.GuardMissing;
    }

    private static BrowserSession Keep(HttpResponse response, SignedIn signedIn)
    {
        var options = Options();
        options.MaxAge = Session.IdleLifetime;
        response.Cookies.Append(Name, signedIn.RefreshToken, options);
        return new BrowserSession(signedIn.AccessToken, signedIn.TokenType, signedIn.ExpiresIn, signedIn.User)
        {
            TrustedDeviceToken = signedIn.TrustedDeviceToken,
        };
    }

    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/" };
}

/// <param name="RefreshToken">Absent in cookie mode.</param>
internal sealed record PresentedToken(string? RefreshToken = null)
{
    /// <summary>Empty if there is none, which the use case refuses.</summary>
    public static string In(PresentedToken? presented) => presented?.RefreshToken ?? "";
}

internal sealed record GivesSessionCookieMetadata;

internal sealed record TakesSessionCookieMetadata;

internal static class SessionCookieErrors
{
    public static readonly Error OriginNotAllowed = Error.Forbidden(
        "origin_not_allowed", "The session cookie is taken only from pages of the service and of the origins in its configuration.");

    public static readonly Error GuardMissing = Error.Forbidden(
        "requested_by_missing", $"Requests that rely on the session cookie need the header {SessionCookie.GuardHeader}.");
}
