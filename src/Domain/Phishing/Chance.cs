using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecurityTraining.Domain.Phishing;

/// <summary>Chance that falls the same way each time it is asked, so that a plan can be shown, interrupted and continued truly.</summary>
internal static class Chance
{
    /// <returns>Evenly distributed, at least 0 and less than 1.</returns>
    public static double Of(Guid simulationId, Guid userId, string question)
    {
        Span<byte> input = stackalloc byte[32 + Encoding.UTF8.GetMaxByteCount(question.Length)];
        simulationId.TryWriteBytes(input);
        userId.TryWriteBytes(input[16..]);
        var length = 32 + Encoding.UTF8.GetBytes(question, input[32..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input[..length], hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) / (double)(1UL << 53);
    }
}
