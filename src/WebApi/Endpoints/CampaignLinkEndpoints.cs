using Microsoft.Net.Http.Headers;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>
/// Where the links and the picture in the mails of campaigns lead: anonymous, by signed tokens. Where a link goes on to is kept in the
/// database and in no address.
/// </summary>
internal static class CampaignLinkEndpoints
{
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static void MapCampaignLinks(this IEndpointRouteBuilder app)
    {
        var links = app.MapGroup("/m/{token}").WithTags("Mailing").WithRateLimit(RateLimit.Tracking).AllowAnonymous().ExcludeFromDescription();
        links.MapMethods("/open.gif", ["GET", "HEAD"], Open);
        links.MapMethods("/", ["GET", "HEAD"], Follow);
    }

    /// <summary>The same picture for everybody, so that nothing shows which tokens exist.</summary>
    private static async Task<IResult> Open(string token, HttpContext context, ISender sender, TimeProvider clock, CancellationToken ct)
    {
        _ = await sender.Send(new RecordCampaignHitCommand(token, IsOpening: true, Evidence(context, clock)), ct);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(Pixel, "image/gif");
    }

    private static async Task<IResult> Follow(string token, HttpContext context, ISender sender, TimeProvider clock, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var hit = await sender.Send(new RecordCampaignHitCommand(token, IsOpening: false, Evidence(context, clock)), ct);
        return hit.Match<IResult>(
            found => Uri.TryCreate(found.Destination, UriKind.Absolute, out var destination) ? TypedResults.Redirect(InAscii(destination)) : TypedResults.NotFound(),
            _ => TypedResults.NotFound());
    }

    /// <summary>As a header can hold it, whatever alphabet it was written in.</summary>
    private static string InAscii(Uri destination) => new UriBuilder(destination) { Host = destination.IdnHost }.Uri.AbsoluteUri;

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
            HasLanguage = headers.AcceptLanguage.Count > 0,
        };
    }
}
