using Microsoft.Net.Http.Headers;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>
/// Where the links in lures lead: anonymous, outside <c>/api</c>, by signed tokens. What somebody types into a form is never read, not
/// even into memory.
/// </summary>
internal static class TrackingEndpoints
{
    private const string LandingPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; sandbox allow-forms";

    private const string TeachingPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static void MapTracking(this IEndpointRouteBuilder app)
    {
        var tracking = app.MapGroup("/t/{token}").WithTags("Tracking").WithRateLimit(RateLimit.Tracking).ExcludeFromDescription();
        tracking.MapMethods("/open.gif", ["GET", "HEAD"], Open);
        tracking.MapMethods("/", ["GET", "HEAD"], Follow);
        tracking.MapPost("/", Submit);
        tracking.MapGet("/learn", Learn);
        tracking.MapMethods(Honeypot.Path, ["GET", "HEAD"], Trap);
    }

    /// <summary>The same picture for everybody, so that nothing shows which tokens exist.</summary>
    private static async Task<IResult> Open(string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, TimeProvider clock)
    {
        if (tokens.Read(TrackingPurpose.Open, token) is { } target)
        {
            await hits.Record(target, SimulationEventKind.Opened, Evidence(context, clock));
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(Pixel, "image/gif");
    }

    private static Task<IResult> Follow(
        string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, ILurePages pages, TimeProvider clock, CancellationToken ct) =>
        Show(token, SimulationEventKind.Clicked, LandingPolicy, pages.LandingPage, context, tokens, hits, clock, ct);

    /// <summary>The link that no person sees looks like any other, lest machines learn to leave it out.</summary>
    private static Task<IResult> Trap(
        string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, ILurePages pages, TimeProvider clock, CancellationToken ct) =>
        Show(token, SimulationEventKind.Clicked, LandingPolicy, pages.LandingPage, context, tokens, hits, clock, ct, isHoneypot: true);

    private static Task<IResult> Submit(
        string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, ILurePages pages, TimeProvider clock, CancellationToken ct) =>
        Show(token, SimulationEventKind.Submitted, TeachingPolicy, pages.TeachingPage, context, tokens, hits, clock, ct);

    private static Task<IResult> Learn(
        string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, ILurePages pages, TimeProvider clock, CancellationToken ct) =>
        Show(token, SimulationEventKind.Opened, TeachingPolicy, pages.TeachingPage, context, tokens, hits, clock, ct);

    private static async Task<IResult> Show(
        string token,
        SimulationEventKind kind,
        string policy,
        Func<HitOutcome, CancellationToken, Task<string>> page,
        HttpContext context,
        ITrackingTokens tokens,
        IHitIntake hits,
        TimeProvider clock,
        CancellationToken ct,
        bool isHoneypot = false)
    {
        if (tokens.Read(TrackingPurpose.Link, token) is not { } target
            || await hits.Record(target, kind, Evidence(context, clock) with { IsHoneypot = isHoneypot }) is not { } hit)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(await page(hit, ct), "text/html; charset=utf-8");
    }

    private static HitEvidence Evidence(HttpContext context, TimeProvider clock)
    {
        var headers = context.Request.Headers;
        var purpose = $"{headers["Sec-Purpose"]}{headers["Purpose"]}{headers["X-Moz"]}{headers["X-Purpose"]}";
        return new HitEvidence(
            clock.GetUtcNow(),
            headers[HeaderNames.UserAgent].ToString(),
            HttpMethods.IsHead(context.Request.Method),
            purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase))
        {
            Address = context.Connection.RemoteIpAddress,
            HasLanguage = headers.AcceptLanguage.Count > 0,
        };
    }
}
