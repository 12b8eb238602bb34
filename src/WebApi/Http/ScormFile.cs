using Microsoft.Net.Http.Headers;
using SecurityTraining.Application.Content;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Pages;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// Sends a file of a package, whole or one range of it (RFC 9110, 14). Unlike all else that companies upload it is run: scripts, styles and requests
/// from its own origin, frames and films from anywhere, and no plug-ins.
/// </summary>
internal sealed class ScormFile(ContentDownload file) : IResult
{
    /// <summary>No way to lead the page around it astray. Its origin it keeps: frames of one package talk to each other, and look for the API above them.</summary>
    public const string Sandbox = "sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads";

    private const string Policy =
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-src 'self' data: blob: https:; media-src 'self' data: blob: https:; "
        + "connect-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; ";

    /// <summary>For as long as a launch lasts; the next one has another address.</summary>
    private const string Caching = "private, max-age=14400";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (httpContext.Request.Headers.ContainsKey("Service-Worker"))
        {
            file.Content.Dispose();
            return TypedResults.NotFound().ExecuteAsync(httpContext);
        }

        var origins = httpContext.RequestServices.GetRequiredService<BrowserOrigins>();
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = $"{Policy}frame-ancestors {ScormPage.Ancestors(origins)}; {Sandbox}";
        headers.XFrameOptions = "SAMEORIGIN";
        headers.CacheControl = Caching;
        headers.ContentDisposition = file.ContentDisposition;
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        return TypedResults.Stream(
            file.Content,
            file.MediaType,
            lastModified: file.CreatedAt,
            entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""),
            enableRangeProcessing: true).ExecuteAsync(httpContext);
    }
}
