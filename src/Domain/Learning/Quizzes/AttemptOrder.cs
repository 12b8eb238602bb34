using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecurityTraining.Domain.Learning.Quizzes;

/// <summary>An order by chance that is the same each time the same attempt is shown.</summary>
public static class AttemptOrder
{
    /// <summary>Sorted by this, things are in an order that has nothing to do with the one they were in.</summary>
    public static ulong Of(Guid attemptId, Guid thing)
    {
        Span<byte> input = stackalloc byte[32];
        attemptId.TryWriteBytes(input);
        thing.TryWriteBytes(input[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
