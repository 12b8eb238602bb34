using Microsoft.Net.Http.Headers;
using SecurityTraining.Application.Content;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// Sends a company's file: whole, or the one range that is asked for (RFC 9110, 14), to nobody's cache but the caller's own. Whatever it holds,
/// a browser runs none of it.
/// </summary>
internal sealed class FileDownload(ContentDownload file) : IResult
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /// <summary>Under one address there are always the same bytes.</summary>
    private const string Caching = "private, max-age=31536000, immutable";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = Caching;
        headers.ContentDisposition = file.ContentDisposition;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Stream(
            file.Content,
            file.MediaType,
            lastModified: file.CreatedAt,
            entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""),
            enableRangeProcessing: true).ExecuteAsync(httpContext);
    }
}
