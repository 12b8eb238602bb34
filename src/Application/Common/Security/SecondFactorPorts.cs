using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Common.Security;

/// <summary>Time-based one-time passwords (RFC 6238): SHA-1, 6 digits, 30 s, as every authenticator knows them.</summary>
public interface ITotp
{
    /// <summary>A new secret of 160 bits, in the forms in which an authenticator takes it and the one in which it is stored.</summary>
    TotpSecret CreateSecret(User user);

    /// <returns>The step whose code this is, of the current and the one before; null for any other text.</returns>
    long? FindStep(TwoFactor factor, string code);
}

/// <param name="Protected">Encrypted, bound to company and person.</param>
/// <param name="Text">Base32 (RFC 4648), for typing.</param>
/// <param name="Uri"><c>otpauth://totp/…</c></param>
/// <param name="QrCodeSvg">The URI as a picture.</param>
public sealed record TotpSecret(byte[] Protected, string Text, string Uri, string QrCodeSvg);
