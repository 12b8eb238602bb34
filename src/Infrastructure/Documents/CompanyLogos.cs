using System.Collections.Concurrent;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Learning.Certificates;
using SkiaSharp;

namespace SecurityTraining.Infrastructure.Documents;

/// <summary>Those used last are kept, as certificates of one company are often made many at a time.</summary>
internal sealed class CompanyLogos(IFileStore store) : ICompanyLogos, IDisposable
{
    /// <summary>Four for each point of the box in the document: 288 to the inch.</summary>
    private const int MaxWidth = (int)CertificateRenderer.LogoWidth * 4;
    private const int MaxHeight = (int)CertificateRenderer.LogoHeight * 4;

    /// <summary>Of four bytes each while it is unpacked.</summary>
    private const long MaxPixels = 40_000_000;

    /// <summary>What is larger without loss is a photograph, and JPEG does for it.</summary>
    private const int MostLossless = 80 * 1024;

    private const int Quality = 85;
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<string, byte[]?> _kept = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<byte[]?> Load(string key, CancellationToken ct)
    {
        if (_kept.TryGetValue(key, out var known))
        {
            return known;
        }

        await _turn.WaitAsync(ct);
        try
        {
            return _kept.TryGetValue(key, out known) ? known : await Read(key, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<byte[]?> Read(string key, CancellationToken ct)
    {
        await using var file = await store.OpenRead(key, ct);
        if (file is null)
        {
            return null;
        }

        await using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        return _kept[key] = await Task.Run(() => Scale(bytes.ToArray()), ct);
    }

    private static byte[]? Scale(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MaxPixels)
        {
            return null;
        }

        using var picture = SKImage.FromEncodedData(data);
        using var pixels = picture?.ToRasterImage(ensurePixelData: true);
        if (pixels is null)
        {
            return null;
        }

        var scale = Math.Min(1f, Math.Min((float)MaxWidth / pixels.Width, (float)MaxHeight / pixels.Height));
        var (width, height) = (Math.Max(1, (int)(pixels.Width * scale)), Math.Max(1, (int)(pixels.Height * scale)));
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.DrawImage(pixels, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var lossless = drawn.Encode(SKEncodedImageFormat.Png, quality: 100);
        if (lossless.Size <= MostLossless)
        {
            return lossless.ToArray();
        }

        using var small = drawn.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return small.ToArray();
    }
}
