using Microsoft.AspNetCore.Http.Metadata;

namespace SecurityTraining.WebApi.Http;

internal static class Uploads
{
    /// <summary>What a request may carry unless its endpoint says otherwise.</summary>
    public const long MaxBodySize = 2 * 1024 * 1024;

    /// <summary>What a form needs around a file.</summary>
    public const long FormBytes = 64 * 1024;

    /// <summary>
    /// For endpoints that take a multipart form with files of <paramref name="maxBytes"/> together. Without the antiforgery check, which
    /// is for browsers that send cookies by themselves: this API reads none.
    /// </summary>
    public static TBuilder WithUpload<TBuilder>(this TBuilder endpoint, long maxBytes)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .WithMetadata(new MaxBodySizeMetadata(maxBytes))
            .WithFormOptions(multipartBodyLengthLimit: maxBytes, valueLengthLimit: (int)Math.Min(maxBytes, MaxBodySize))
            .DisableAntiforgery();

    private sealed record MaxBodySizeMetadata(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
