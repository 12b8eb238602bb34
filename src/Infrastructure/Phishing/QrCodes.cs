using QRCoder;
using SecurityTraining.Application.Phishing;

namespace SecurityTraining.Infrastructure.Phishing;

internal sealed class QrCodes : IQrCodes
{
    private const int PixelsPerModule = 6;

    public byte[] Png(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new PngByteQRCode(data).GetGraphic(PixelsPerModule);
    }
}
