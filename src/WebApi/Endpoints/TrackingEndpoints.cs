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
            await hits.Record(target, SimulationEventKind.Opened, TrackedRequest.Evidence(context, clock));
        }
        else if (tokens.Read(TrackingPurpose.Attachment, token) is { } file)
        {
            await hits.Record(file, SimulationEventKind.AttachmentOpened, TrackedRequest.Evidence(context, clock));
        }

        return TrackedRequest.Picture(context);
    }

    private static Task<IResult> Follow(
        string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, ILurePages pages, TimeProvider clock, CancellationToken ct) =>
        StageOf(tokens, token) is var (target, stage)
            ? Show(target, SimulationEventKind.Clicked, null, hit => pages.Stage(hit, stage, ct), context, hits, clock)
            : tokens.Read(TrackingPurpose.Attachment, token) is { } file
            ? Show(file, SimulationEventKind.AttachmentOpened, null, hit => pages.Stage(hit, 1, ct), context, hits, clock)
            : Task.FromResult<IResult>(TypedResults.NotFound());

    /// <summary>The link that no person sees looks like any other, lest machines learn to leave it out.</summary>
    private static Task<IResult> Trap(
        string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, ILurePages pages, TimeProvider clock, CancellationToken ct) =>
        tokens.Read(TrackingPurpose.Link, token) is { } target
            ? Show(target, SimulationEventKind.Clicked, null, hit => pages.Stage(hit, 1, ct), context, hits, clock, isHoneypot: true)
            : Task.FromResult<IResult>(TypedResults.NotFound());

    private static Task<IResult> Submit(
        string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, ILurePages pages, TimeProvider clock, CancellationToken ct) =>
        StageOf(tokens, token) is var (target, stage)
            ? Show(target, SimulationEventKind.Submitted, stage, hit => pages.Stage(hit, stage + 1, ct), context, hits, clock)
            : Task.FromResult<IResult>(TypedResults.NotFound());

    private static Task<IResult> Learn(
        string token, HttpContext context, ITrackingTokens tokens, IHitIntake hits, ILurePages pages, TimeProvider clock, CancellationToken ct) =>
        tokens.Read(TrackingPurpose.Link, token) is { } target
            ? Show(target, SimulationEventKind.Opened, null, hit => pages.TeachingPage(hit, ct), context, hits, clock)
            : Task.FromResult<IResult>(TypedResults.NotFound());

    /// <summary>The stage is signed with the token, so that nobody can say to have got further than they have.</summary>
    private static (TrackingTarget Target, int Stage)? StageOf(ITrackingTokens tokens, string token)
    {
        for (var stage = 1; stage <= LandingPage.MaxStages; stage++)
        {
            if (tokens.Read(TrackingPurposes.OfStage(stage), token) is { } target)
            {
                return (target, stage);
            }
        }

        return null;
    }

    private static async Task<IResult> Show(
        TrackingTarget target,
        SimulationEventKind kind,
        int? stage,
        Func<HitOutcome, Task<LurePage>> page,
        HttpContext context,
        IHitIntake hits,
        TimeProvider clock,
        bool isHoneypot = false)
    {
        if (await hits.Record(target, kind, TrackedRequest.Evidence(context, clock) with { IsHoneypot = isHoneypot }, stage) is not { } hit)
        {
            return TypedResults.NotFound();
        }

        var shown = await page(hit);
        context.Response.Headers.ContentSecurityPolicy = shown.IsTeaching ? TeachingPolicy : LandingPolicy;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(shown.Html, "text/html; charset=utf-8");
    }
}
