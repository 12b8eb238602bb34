using System.Security.Cryptography;

namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>Gives each recipient of one simulation a pseudonym that nobody can tell without the simulation's key.</summary>
public sealed class Pseudonymizer(byte[] key)
{
    public const int KeyBytes = 32;

    /// <summary>The first 128 bits of an HMAC-SHA-256.</summary>
    public Guid Of(Guid recipientId)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, recipientId.ToByteArray(bigEndian: true), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
