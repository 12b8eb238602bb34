using SecurityTraining.Application.Common;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>
/// Where the links and the picture in the mails of campaigns lead: anonymous, by signed tokens. Where a link goes on to is kept in the
/// database and in no address.
/// </summary>
internal static class CampaignLinkEndpoints
{
    public static void MapCampaignLinks(this IEndpointRouteBuilder app)
    {
        var links = app.MapGroup("/m/{token}").WithTags("Mailing").WithRateLimit(RateLimit.Tracking).AllowAnonymous().ExcludeFromDescription();
        links.MapMethods("/open.gif", ["GET", "HEAD"], Open);
        links.MapMethods("/", ["GET", "HEAD"], Follow);
    }

    /// <summary>The same picture for everybody, so that nothing shows which tokens exist.</summary>
    private static async Task<IResult> Open(string token, HttpContext context, ISender sender, TimeProvider clock, CancellationToken ct)
    {
        _ = await sender.Send(new RecordCampaignHitCommand(token, IsOpening: true, TrackedRequest.Evidence(context, clock)), ct);
        return TrackedRequest.Picture(context);
    }

    private static async Task<IResult> Follow(string token, HttpContext context, ISender sender, TimeProvider clock, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var hit = await sender.Send(new RecordCampaignHitCommand(token, IsOpening: false, TrackedRequest.Evidence(context, clock)), ct);
        return hit.Match<IResult>(
            found => Uri.TryCreate(found.Destination, UriKind.Absolute, out var destination) ? TypedResults.Redirect(InAscii(destination)) : TypedResults.NotFound(),
            _ => TypedResults.NotFound());
    }

    /// <summary>As a header can hold it, whatever alphabet it was written in.</summary>
    private static string InAscii(Uri destination) => new UriBuilder(destination) { Host = destination.IdnHost }.Uri.AbsoluteUri;
}
