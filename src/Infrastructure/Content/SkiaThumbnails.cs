using SecurityTraining.Application.Content;
using SkiaSharp;

namespace SecurityTraining.Infrastructure.Content;

internal sealed class SkiaThumbnails : IThumbnails, IDisposable
{
    /// <summary>Of four bytes each while it is unpacked: a photograph has fewer, what is meant to exhaust the machine more.</summary>
    private const long MaxPixels = 40_000_000;

    private const int Quality = 82;

    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<Thumbnail> Make(Stream image, CancellationToken ct)
    {
        await using var bytes = new MemoryStream((int)image.Length);
        await image.CopyToAsync(bytes, ct);
        await _turn.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Draw(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)), ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static Thumbnail Draw(ReadOnlySpan<byte> bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null)
        {
            return new Thumbnail(Image: null);
        }

        if ((long)codec.Info.Width * codec.Info.Height > MaxPixels)
        {
            return new Thumbnail(Image: null, TooManyPixels: true);
        }

        // The first frame of a moving picture; JPEG and WebP are made smaller while they are unpacked.
        var scale = Math.Min(1f, 2f * IThumbnails.MaxSide / Math.Max(codec.Info.Width, codec.Info.Height));
        var size = codec.GetScaledDimensions(scale);
        using var picture = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        return codec.GetPixels(picture.Info, picture.GetPixels()) is SKCodecResult.Success
            ? new Thumbnail(Shrink(picture, codec.EncodedOrigin))
            : new Thumbnail(Image: null);
    }

    private static byte[] Shrink(SKBitmap picture, SKEncodedOrigin origin)
    {
        var scale = Math.Min(1f, (float)IThumbnails.MaxSide / Math.Max(picture.Width, picture.Height));
        var (width, height) = (Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        var turned = origin is SKEncodedOrigin.LeftBottom or SKEncodedOrigin.RightTop or SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightBottom;
        using var surface = SKSurface.Create(new SKImageInfo(turned ? height : width, turned ? width : height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Translate(surface.Canvas.DeviceClipBounds.Width / 2f, surface.Canvas.DeviceClipBounds.Height / 2f);
        canvas.RotateDegrees(origin switch
        {
            SKEncodedOrigin.RightTop or SKEncodedOrigin.LeftTop => 90,
            SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft => 180,
            SKEncodedOrigin.LeftBottom or SKEncodedOrigin.RightBottom => 270,
            _ => 0,
        });
        using var image = SKImage.FromBitmap(picture);
        canvas.DrawImage(image, SKRect.Create(-width / 2f, -height / 2f, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded.ToArray();
    }
}
