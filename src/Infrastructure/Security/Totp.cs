using Microsoft.AspNetCore.DataProtection;
using OtpNet;
using QRCoder;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Security;

internal sealed class Totp(IDataProtectionProvider protection, TimeProvider clock) : ITotp
{
    private const string Issuer = "SecurityTraining";

    /// <summary>160 bits, as RFC 4226 recommends.</summary>
    private const int SecretLength = 20;

    private const int CodeLength = 6;
    private const int PixelsPerModule = 4;

    /// <summary>The code before is still good: typing takes a moment, and clocks differ.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 0);

    public TotpSecret CreateSecret(User user)
    {
        var secret = KeyGeneration.GenerateRandomKey(SecretLength);
        var text = Base32Encoding.ToString(secret);
        var uri = new OtpUri(OtpType.Totp, text, user.Email, Issuer).ToString();
        return new TotpSecret(Protector(user.CompanyId, user.Id).Protect(secret), text, uri, Svg(uri));
    }

    public long? FindStep(TwoFactor factor, string code)
    {
        var digits = string.Concat(code.Where(character => !char.IsWhiteSpace(character)));
        if (digits.Length != CodeLength || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        var totp = new OtpNet.Totp(Protector(factor.CompanyId, factor.UserId).Unprotect(factor.ProtectedSecret), totpSize: CodeLength);
        return totp.VerifyTotp(clock.GetUtcNow().UtcDateTime, digits, out var step, Window) ? step : null;
    }

    /// <summary>A secret that has been moved to another row cannot be read there.</summary>
    private IDataProtector Protector(Guid companyId, Guid userId) =>
        protection.CreateProtector("TwoFactor", companyId.ToString(), userId.ToString());

    private static string Svg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }
}
