using System.Collections.Frozen;
using SecurityTraining.Application.Common.Security;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>Passwords that attackers try first, in <c>common-passwords.txt</c>: whole ones, and stems that people dress up with digits.</summary>
internal sealed class CommonPasswords : ICommonPasswords
{
    private readonly FrozenSet<string> _words = Load().ToFrozenSet(StringComparer.Ordinal);

    public bool Contains(string lowerCase)
    {
        if (_words.Contains(lowerCase))
        {
            return true;
        }

        var stem = lowerCase.AsSpan().Trim(NoLetters(lowerCase));
        return _words.Contains(stem.ToString()) || IsRepetition(stem);
    }

    /// <summary>A listed word, twice or more often.</summary>
    private bool IsRepetition(ReadOnlySpan<char> text)
    {
        for (var length = 3; length <= text.Length / 2; length++)
        {
            if (text.Length % length == 0
                && text[length..].SequenceEqual(text[..^length])
                && _words.Contains(text[..length].ToString()))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> NoLetters(string text) => text.Where(character => !char.IsLetter(character)).Distinct().ToArray();

    private static IEnumerable<string> Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("security/common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
