using System.Security.Cryptography;
using System.Text;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>The one secret from which those of the single purposes are derived (HKDF, RFC 5869), so that none says anything about another.</summary>
internal sealed class MasterKey
{
    public const int Length = 32;

    private const string FileName = "master.key";

    private readonly byte[] _key;

    public MasterKey(KeyFolder folder, TimeProvider clock)
    {
        _key = folder.Exclusively(() =>
        {
            var path = folder.PathOf(FileName);
            if (!File.Exists(path))
            {
                folder.Write(FileName, RandomNumberGenerator.GetBytes(Length), clock.GetUtcNow());
            }

            return File.ReadAllBytes(path);
        });
        if (_key.Length != Length)
        {
            throw new InvalidOperationException($"{folder.PathOf(FileName)} is damaged: it holds {Length} random bytes. Restore it from a backup.");
        }
    }

    /// <param name="purpose">A label that no other purpose has.</param>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Length, info: Encoding.UTF8.GetBytes("SecurityTraining " + purpose));
}
