using AngleSharp.Dom;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Infrastructure.Html;

/// <summary>Puts pictures into a document (<c>data:</c>), as far as they are pictures and there is room.</summary>
internal sealed class EmbeddedImages
{
    private const int MaxImageBytes = 96 * 1024;

    /// <summary>In Base64; leaves the other half of a body to the text.</summary>
    private const int MaxTotalLength = 128 * 1024;

    /// <summary>Whoever has read so many knows.</summary>
    private const int MaxNotes = 50;

    private int _length;

    public List<string> Notes { get; } = [];

    public bool IsFull => _length >= MaxTotalLength;

    public void Embed(IElement image, byte[]? bytes)
    {
        if (bytes is null || TypeOf(bytes) is not { } type || bytes.Length > MaxImageBytes)
        {
            Drop(image);
            return;
        }

        var data = $"data:{type};base64,{Convert.ToBase64String(bytes)}";
        if (_length + data.Length > MaxTotalLength)
        {
            Drop(image);
            return;
        }

        _length += data.Length;
        image.SetAttribute("src", data);
        image.RemoveAttribute("srcset");
    }

    public void Drop(IElement image)
    {
        var source = image.GetAttribute("src") ?? "";
        if (Notes.Count < MaxNotes)
        {
            Notes.Add($"A picture has been left out: {source.Cut(100)}");
        }

        image.Remove();
    }

    /// <returns>Null for what is not in Base64.</returns>
    public static byte[]? FromData(string source)
    {
        var comma = source.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !source[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase) || source.Length > MaxTotalLength)
        {
            return null;
        }

        try
        {
            return Convert.FromBase64String(source[(comma + 1)..]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>By the first bytes: what a sender calls it proves nothing. No SVG, which is a document of its own.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };
}
