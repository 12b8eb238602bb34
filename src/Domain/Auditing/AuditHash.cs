using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecurityTraining.Domain.Auditing;

/// <summary>
/// SHA-256 over an encoding in which no two entries look alike: a label, then every field in a fixed order, each as its length in bytes (4
/// bytes, big-endian; all ones for null) and its bytes. Texts are UTF-8, GUIDs are in the order of RFC 9562, numbers have 8 bytes
/// (big-endian), the time is in milliseconds since 1970, enums are their names.
/// </summary>
public static class AuditHash
{
    private const string Label = "SecurityTraining audit entry 1";
    private const int NullLength = -1;

    /// <summary>What stands in the first entry of a chain for the hash of the one before.</summary>
    public static ReadOnlySpan<byte> BeforeTheFirst => new byte[SHA256.HashSizeInBytes];

    /// <summary>Computed from the entry's fields; of an untouched entry it equals <see cref="AuditEntry.Hash"/>.</summary>
    public static byte[] Of(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Label);
        Add(hash, entry.CompanyId);
        Add(hash, entry.Seq);
        Add(hash, entry.At.ToUnixTimeMilliseconds());
        Add(hash, entry.ActorKind.ToString());
        Add(hash, entry.ActorId);
        Add(hash, entry.ActorRole?.ToString());
        Add(hash, entry.Action);
        Add(hash, entry.TargetKind);
        Add(hash, entry.TargetId);
        Add(hash, entry.Data);
        AddField(hash, entry.PrevHash);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            AddLength(hash, NullLength);
        }
        else
        {
            AddField(hash, Encoding.UTF8.GetBytes(text));
        }
    }

    private static void Add(IncrementalHash hash, Guid? id)
    {
        if (id is null)
        {
            AddLength(hash, NullLength);
        }
        else
        {
            AddField(hash, id.Value.ToByteArray(bigEndian: true));
        }
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        AddField(hash, bytes);
    }

    private static void AddField(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        AddLength(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AddLength(IncrementalHash hash, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        hash.AppendData(bytes);
    }
}
