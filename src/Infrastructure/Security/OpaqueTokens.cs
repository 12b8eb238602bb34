using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using SecurityTraining.Application.Common.Security;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>48 bytes, Base64url: the company's id, then 256 bits that are random or follow from the token before.</summary>
internal sealed class OpaqueTokens(MasterKey master) : IOpaqueTokens
{
    private const int CompanyLength = 16;
    private const int SecretLength = 32;
    private const int Length = CompanyLength + SecretLength;
    private const int TextLength = Length / 3 * 4;

    private readonly byte[] _successorKey = master.Derive("refresh token successors");

    public OpaqueToken Create(Guid companyId)
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes[CompanyLength..]);
        return Token(companyId, bytes);
    }

    public OpaqueToken SuccessorOf(OpaqueToken token)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Base64Url.DecodeFromChars(token.Value, bytes);
        Span<byte> secret = stackalloc byte[SecretLength];
        HMACSHA256.HashData(_successorKey, bytes, secret);
        secret.CopyTo(bytes[CompanyLength..]);
        return Token(token.CompanyId, bytes);
    }

    public OpaqueToken? Read(string text)
    {
        // 64 characters make 48 bytes only if each of them counts: no padding, no white space, one spelling for each token.
        Span<byte> bytes = stackalloc byte[Length];
        return text.Length == TextLength
            && Base64Url.DecodeFromChars(text, bytes, out _, out var length) == OperationStatus.Done
            && length == Length
            ? new OpaqueToken(new Guid(bytes[..CompanyLength], bigEndian: true), text, SHA256.HashData(bytes))
            : null;
    }

    private static OpaqueToken Token(Guid companyId, Span<byte> bytes)
    {
        companyId.TryWriteBytes(bytes[..CompanyLength], bigEndian: true, out _);
        return new OpaqueToken(companyId, Base64Url.EncodeToString(bytes), SHA256.HashData(bytes));
    }
}
