using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// Turns away what no endpoint should have to think of: addresses that are no text, or text that no database takes, and bodies in encodings
/// that nobody reads.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next)
{
    private const int MaxQueryLength = 4096;
    private const string Utf8Name = "utf-8";
    private const string CharsetName = "charset";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.QueryString.Value?.Length > MaxQueryLength)
        {
            return Problems.Write(context, Problems.Create(StatusCodes.Status414UriTooLong));
        }

        var rawTarget = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (!IsText(request.QueryString.Value) || !IsText(request.Path.Value) || !IsText(rawTarget))
        {
            return Problems.Write(context, Problems.Create(
                StatusCodes.Status400BadRequest, detail: "The address contains characters that are not valid text."));
        }

        if (!string.IsNullOrEmpty(request.ContentType) && !IsNeverRead(request) && !IsReadable(request))
        {
            return Problems.Write(context, Problems.Create(StatusCodes.Status415UnsupportedMediaType));
        }

        return next(context);
    }

    /// <summary>UTF-8 without U+0000 behind the percent signs.</summary>
    private static bool IsText(string? escaped)
    {
        if (string.IsNullOrEmpty(escaped))
        {
            return true;
        }

        if (!escaped.Contains('%', StringComparison.Ordinal) && Ascii.IsValid(escaped))
        {
            return !escaped.Contains('\0', StringComparison.Ordinal);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(escaped.Length));
        try
        {
            // Half a surrogate pair is where the conversion stops.
            if (Utf8.FromUtf16(escaped, bytes, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                return false;
            }

            var text = bytes.AsSpan(0, Unescape(bytes.AsSpan(0, length)));
            return Utf8.IsValid(text) && !text.Contains((byte)0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>In place; a percent sign that starts no escape stays one.</summary>
    private static int Unescape(Span<byte> text)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++, length++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                text[length] = (byte)((Convert.FromHexString([(char)text[i + 1], (char)text[i + 2]]))[0]);
                i += 2;
            }
            else
            {
                text[length] = text[i];
            }
        }

        return length;
    }

    /// <summary>What people send to the pages behind lures is thrown away unread: it counts in whatever form it comes.</summary>
    private static bool IsNeverRead(HttpRequest request) => request.Path.StartsWithSegments("/t", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Which type an endpoint takes is its own matter. A charset other than UTF-8, or UTF-8 in quotes, the framework answers with an
    /// exception.
    /// </summary>
    private static bool IsReadable(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return false;
        }

        if (!type.Parameters.Any(parameter => parameter.Name.Equals(CharsetName, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        if (!HeaderUtilities.RemoveQuotes(type.Charset).Equals(Utf8Name, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        type.Charset = Utf8Name;
        request.ContentType = type.ToString();
        return true;
    }
}
