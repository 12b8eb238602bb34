using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using SecurityTraining.Application.Content;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.Content;

/// <summary>Company, subject and end of life, with an HMAC-SHA256 over them and the use, in Base64url.</summary>
internal sealed class ContentTokens(MasterKey master, TimeProvider clock) : IContentTokens
{
    private const int IdLength = 16;
    private const int BodyLength = (2 * IdLength) + sizeof(long);
    private const int Length = BodyLength + HMACSHA256.HashSizeInBytes;
    private const int TextLength = Length / 3 * 4;

    private readonly byte[] _key = master.Derive("content links");

    public string Create(ContentLink link, DateTimeOffset expiresAt)
    {
        Span<byte> token = stackalloc byte[Length];
        link.CompanyId.TryWriteBytes(token, bigEndian: true, out _);
        link.SubjectId.TryWriteBytes(token[IdLength..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(token[(2 * IdLength)..], expiresAt.ToUnixTimeSeconds());
        Sign(link.Use, token[..BodyLength], token[BodyLength..]);
        return Base64Url.EncodeToString(token);
    }

    public ContentLink? Read(ContentUse use, string token)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (token.Length != TextLength || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length != Length)
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(use, bytes[..BodyLength], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[BodyLength..])
            || BinaryPrimitives.ReadInt64BigEndian(bytes[(2 * IdLength)..]) <= clock.GetUtcNow().ToUnixTimeSeconds())
        {
            return null;
        }

        return new ContentLink(use, new Guid(bytes[..IdLength], bigEndian: true), new Guid(bytes[IdLength..(2 * IdLength)], bigEndian: true));
    }

    private void Sign(ContentUse use, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        Span<byte> signed = stackalloc byte[1 + BodyLength];
        signed[0] = (byte)use;
        body.CopyTo(signed[1..]);
        HMACSHA256.HashData(_key, signed, mac);
    }
}
