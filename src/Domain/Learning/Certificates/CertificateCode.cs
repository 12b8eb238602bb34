using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SecurityTraining.Domain.Learning.Certificates;

/// <summary>
/// By which anybody verifies a certificate: 125 random bits in Crockford's base 32, which knows no I, L, O and U, in five groups of five.
/// </summary>
public static class CertificateCode
{
    /// <summary>Hyphens included.</summary>
    public const int Length = SymbolCount + (SymbolCount / GroupLength) - 1;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int SymbolCount = 25;
    private const int GroupLength = 5;

    /// <summary>A code with spaces and other dashes in it is not longer than this; what is, is none.</summary>
    private const int MaxTypedLength = 100;

    public static string Create() => Group(RandomNumberGenerator.GetString(Alphabet, SymbolCount));

    /// <summary>However somebody has typed it: hyphens, spaces and case do not matter, and what looks alike means the same (O is 0, I and L are 1).</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out string? code)
    {
        code = null;
        if (typed is null || typed.Length > MaxTypedLength)
        {
            return false;
        }

        var symbols = string.Concat(typed.Where(char.IsAsciiLetterOrDigit).Select(Symbol));
        if (symbols.Length != SymbolCount || symbols.Any(symbol => !Alphabet.Contains(symbol, StringComparison.Ordinal)))
        {
            return false;
        }

        code = Group(symbols);
        return true;
    }

    /// <summary>What is looked up by, so that neither an index nor its timing shows a code.</summary>
    public static byte[] Hash(string code) => SHA256.HashData(Encoding.ASCII.GetBytes(code));

    public static bool Equal(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));

    private static char Symbol(char typed) => char.ToUpperInvariant(typed) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var symbol => symbol,
    };

    private static string Group(string symbols) => string.Join('-', symbols.Chunk(GroupLength).Select(group => new string(group)));
}
