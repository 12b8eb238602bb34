using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http;

/// <summary>Marks the endpoints that take an <c>Idempotency-Key</c>.</summary>
internal sealed record IdempotencyMetadata;

internal static class Idempotency
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";

    private const int MaxKeyLength = 255;

    /// <summary>Visible ASCII.</summary>
    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    /// <summary>For POSTs that create or send: a repeated request with the same key gets the first one's answer and does nothing.</summary>
    public static TBuilder WithIdempotency<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new IdempotencyMetadata());

    public static bool IsValidKey(string key) =>
        key.Length is > 0 and <= MaxKeyLength && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

    /// <summary>Keys are the caller's own, for one route: another person's, or the same at another route, is another key.</summary>
    public static string Scope(HttpContext context, ICurrentUser caller, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{caller.UserId ?? caller.ApiKeyId}\n{context.Request.Method}\n{(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}\n{key}")));

    /// <summary>Stands for everything that was asked: the address and the body. Leaves the body ready to be read again.</summary>
    public static async Task<string> HashRequest(HttpRequest request, CancellationToken ct)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));

        var mediaType = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null;
        var boundary = mediaType?.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true
            ? HeaderUtilities.RemoveQuotes(mediaType.Boundary).ToString()
            : "";
        await (boundary.Length == 0 ? AppendBody(hash, request.Body, ct) : AppendParts(hash, request.Body, boundary, ct));

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task AppendBody(IncrementalHash hash, Stream body, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (await body.ReadAsync(buffer, ct) is > 0 and var length)
            {
                hash.AppendData(buffer, 0, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>A client that repeats a form may draw another boundary; the parts are the same.</summary>
    private static async Task AppendParts(IncrementalHash hash, Stream body, string boundary, CancellationToken ct)
    {
        var reader = new Microsoft.AspNetCore.WebUtilities.MultipartReader(boundary, body);
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } part)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"\n{part.ContentDisposition}\n{part.ContentType}\n"));
                await AppendBody(hash, part.Body, ct);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The multipart body is broken.", StatusCodes.Status400BadRequest, exception);
        }
    }
}
