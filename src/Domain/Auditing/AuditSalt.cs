using System.Security.Cryptography;
using System.Text;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Auditing;

/// <summary>
/// What turns the personal values of one entry into commitments, of one person. Whoever has it and a value can show that it was this one; once
/// it is deleted, nobody can tell what the value was, while the chain, which holds only the commitments, stays whole.
/// </summary>
public sealed class AuditSalt : ICompanyOwned
{
    public const int Length = 32;

    private AuditSalt()
    {
        Salt = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The entry whose commitments it belongs to.</summary>
    public long Seq { get; private set; }

    /// <summary>The person whom the values are about.</summary>
    public Guid PersonId { get; private set; }

    public byte[] Salt { get; private set; }

    public static byte[] Create() => RandomNumberGenerator.GetBytes(Length);

    public static AuditSalt For(AuditEntry entry, Guid personId, byte[] salt) =>
        new() { CompanyId = entry.CompanyId, Seq = entry.Seq, PersonId = personId, Salt = salt };

    /// <returns>HMAC-SHA-256 of the field's name, a zero byte and the value (both UTF-8), in lower-case hexadecimal digits.</returns>
    public static string Commit(byte[] salt, string field, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes($"{field}\0{value}")));
}
