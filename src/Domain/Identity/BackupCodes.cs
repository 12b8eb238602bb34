using System.Security.Cryptography;
using System.Text;

namespace SecurityTraining.Domain.Identity;

/// <summary>120 random bits each, in six groups of four letters and digits. Shown once; what is kept is the SHA-256.</summary>
public static class BackupCodes
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Length = 24;
    private const int GroupLength = 4;

    public static IReadOnlyList<string> Create() =>
    [
        .. Enumerable.Range(0, TwoFactor.BackupCodeCount)
            .Select(_ => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(GroupLength).Select(group => new string(group)))),
    ];

    /// <summary>However the person has typed it: hyphens, spaces and case do not matter.</summary>
    public static string Hash(string code)
    {
        var letters = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(letters)));
    }

    public static IReadOnlyList<string> Hash(IEnumerable<string> codes) => [.. codes.Select(Hash)];
}
