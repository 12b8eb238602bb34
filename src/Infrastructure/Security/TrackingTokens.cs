using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using SecurityTraining.Application.Common.Security;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// 44 bytes, Base64url: the tracking id, the company's id under a mask that differs from token to token (so that two links do not show that
/// they are of one company), and 96 bits of HMAC-SHA256 over the purpose and both. Read at every hit, without allocating on the way.
/// </summary>
internal sealed class TrackingTokens(MasterKey master) : ITrackingTokens
{
    private const int IdLength = 16;
    private const int BodyLength = 2 * IdLength;
    private const int MacLength = 12;
    private const int Length = BodyLength + MacLength;
    private const int TextLength = 59;

    /// <summary>The characters that 44 bytes can end with; others decode to the same bytes.</summary>
    private const string CanonicalEnds = "AEIMQUYcgkosw048";

    private readonly byte[] _maskKey = master.Derive("tracking token masks");
    private readonly byte[] _macKey = master.Derive("tracking token signatures");

    public string Create(TrackingPurpose purpose, Guid companyId, Guid trackingId)
    {
        Span<byte> token = stackalloc byte[Length];
        trackingId.TryWriteBytes(token[..IdLength], bigEndian: true, out _);
        companyId.TryWriteBytes(token[IdLength..BodyLength], bigEndian: true, out _);
        Mask(token);
        Sign(purpose, token[..BodyLength], token[BodyLength..]);
        return Base64Url.EncodeToString(token);
    }

    public TrackingTarget? Read(TrackingPurpose purpose, string token)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (token.Length != TextLength
            || !CanonicalEnds.Contains(token[^1], StringComparison.Ordinal)
            || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done
            || length != Length)
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[MacLength];
        Sign(purpose, bytes[..BodyLength], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[BodyLength..]))
        {
            return null;
        }

        Mask(bytes);
        return new TrackingTarget(
            new Guid(bytes[IdLength..BodyLength], bigEndian: true),
            new Guid(bytes[..IdLength], bigEndian: true));
    }

    /// <summary>Puts the mask on, or takes it off.</summary>
    private void Mask(Span<byte> token)
    {
        Span<byte> mask = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_maskKey, token[..IdLength], mask);
        for (var i = 0; i < IdLength; i++)
        {
            token[IdLength + i] ^= mask[i];
        }
    }

    private void Sign(TrackingPurpose purpose, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        Span<byte> signed = stackalloc byte[1 + BodyLength];
        signed[0] = (byte)purpose;
        body.CopyTo(signed[1..]);
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_macKey, signed, full);
        full[..MacLength].CopyTo(mac);
    }
}
