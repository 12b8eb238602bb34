using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// The state of a resource as HTTP writes it: <c>"7-4f1c0a…"</c>. The version is what a change is held against; the hash of the body also
/// covers what the row shows of other resources, such as a department's name.
/// </summary>
internal static class EntityTag
{
    private const char Separator = '-';

    public static string Of(IVersioned row, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return string.Create(CultureInfo.InvariantCulture, $"\"{row.Version}{Separator}{Convert.ToHexStringLower(hash[..8])}\"");
    }

    /// <summary>Whether the caller has said with <c>If-None-Match</c> that they hold this version already.</summary>
    public static bool IsKnownTo(HttpRequest request, string tag) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.IfNoneMatch is { Count: > 0 } header
        && EntityTagHeaderValue.TryParseList(header, out var known)
        && known.Any(candidate => candidate.Tag == "*" || candidate.Tag == tag);

    /// <summary>Reads <c>If-Match</c>.</summary>
    /// <param name="header">The header as it came.</param>
    /// <param name="expected">Null for <c>*</c>: any version will do.</param>
    /// <returns>False if the header is not one entity tag.</returns>
    public static bool TryParse(string header, out int? expected)
    {
        expected = null;
        if (!EntityTagHeaderValue.TryParse(header, out var tag))
        {
            return false;
        }

        // A weak tag is taken for the strong one: proxies that compress weaken tags, and ours name a state, not bytes.
        if (tag.Tag != "*")
        {
            expected = VersionOf(tag.Tag.AsSpan()[1..^1]);
        }

        return true;
    }

    private static int VersionOf(ReadOnlySpan<char> tag) =>
        int.TryParse(tag.IndexOf(Separator) is > 0 and var end ? tag[..end] : tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : Precondition.NeverMatches;
}

/// <summary>Hands <c>If-Match</c> of a changing request to the unit of work, which compares it with what is stored.</summary>
internal sealed class PreconditionMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, Precondition precondition)
    {
        if (context.Request.Headers.IfMatch is not { Count: > 0 } header || !AppliesTo(context.Request.Method, context.Request.Path.Value ?? ""))
        {
            return next(context);
        }

        if (!EntityTag.TryParse(header.ToString(), out var expected))
        {
            return Problems.Write(context, Problems.Invalid("If-Match", "Must be one entity tag, such as \"7\", or *."));
        }

        precondition.ExpectedVersion = expected;
        precondition.ResourceId = Guid.TryParse(context.GetRouteValue("id") as string, out var id) ? id : null;
        return next(context);
    }

    /// <summary>To what changes or removes a resource, and to what agrees to it as it was read.</summary>
    public static bool AppliesTo(string method, string path) =>
        HttpMethods.IsPatch(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
        || (HttpMethods.IsPost(method) && path.EndsWith("/approve", StringComparison.Ordinal));
}
