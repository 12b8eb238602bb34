using Microsoft.Net.Http.Headers;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.WebApi.Http;

/// <summary>What a request for something in a mail shows of itself, and the picture that it may ask for.</summary>
internal static class TrackedRequest
{
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static IResult Picture(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(Pixel, "image/gif");
    }

    public static HitEvidence Evidence(HttpContext context, TimeProvider clock)
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
