using System.Globalization;
using System.Text;

namespace SecurityTraining.Domain.Phishing.Reports;

/// <summary>Names that the eye takes for another: <c>nordw1nd.example</c>, <c>nordvvind.example</c>, <c>nordwind-login.example</c>.</summary>
internal static class LookalikeDomain
{
    /// <summary>Shorter names have too many innocent neighbours.</summary>
    private const int MinLength = 5;

    private static readonly IdnMapping Idn = new();

    /// <summary>Second labels under which names are registered, where a country has them.</summary>
    private static readonly HashSet<string> SharedLabels = new(StringComparer.Ordinal) { "ac", "co", "com", "edu", "gov", "gv", "net", "or", "org" };

    /// <summary>Letters of other alphabets, and digits, by the Latin letter that they pass for.</summary>
    private static readonly Dictionary<char, char> Confusables = new()
    {
        ['0'] = 'o',
        ['1'] = 'l',
        ['3'] = 'e',
        ['5'] = 's',
        ['8'] = 'b',
        ['i'] = 'l',
        ['|'] = 'l',
        ['а'] = 'a',
        ['е'] = 'e',
        ['о'] = 'o',
        ['р'] = 'p',
        ['с'] = 'c',
        ['х'] = 'x',
        ['у'] = 'y',
        ['і'] = 'l',
        ['ј'] = 'j',
        ['ѕ'] = 's',
        ['ԁ'] = 'd',
        ['һ'] = 'h',
        ['ո'] = 'n',
        ['ν'] = 'v',
        ['ο'] = 'o',
        ['α'] = 'a',
        ['ρ'] = 'p',
        ['ι'] = 'l',
        ['κ'] = 'k',
        ['ı'] = 'l',
        ['ł'] = 'l',
        ['ø'] = 'o',
        ['đ'] = 'd',
    };

    /// <param name="domain">Not within <paramref name="own"/>.</param>
    public static bool Resembles(string domain, string own)
    {
        var name = Skeleton(Label(own));
        if (name.Length < MinLength)
        {
            return false;
        }

        return domain.Split('.').SkipLast(1).Select(Skeleton).Any(label =>
            label == name
            || label.Split('-').Contains(name, StringComparer.Ordinal)
            || (Math.Abs(label.Length - name.Length) <= 1 && IsOneSlip(label, name)));
    }

    /// <summary>The part of a name that somebody can register, by the usual shape of names.</summary>
    public static string Registered(string domain)
    {
        var labels = domain.Split('.');
        var count = labels.Length > 2 && labels[^1].Length == 2 && SharedLabels.Contains(labels[^2]) ? 3 : 2;
        return string.Join('.', labels.TakeLast(count));
    }

    private static string Label(string domain) => Registered(domain).Split('.')[0];

    private static string Skeleton(string label)
    {
        var text = label.StartsWith("xn--", StringComparison.Ordinal) ? Decode(label) : label;
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(Confusables.GetValueOrDefault(letter, letter));
            }
        }

        return plain.Replace("rn", "m").Replace("vv", "w").Replace("cl", "d").ToString();
    }

    private static string Decode(string label)
    {
        try
        {
            return Idn.GetUnicode(label);
        }
        catch (ArgumentException)
        {
            return label;
        }
    }

    /// <summary>One letter too many, missing, another, or two that have changed places.</summary>
    private static bool IsOneSlip(string left, string right)
    {
        var start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start])
        {
            start++;
        }

        var (restLeft, restRight) = (left[start..], right[start..]);
        return restLeft.Length == restRight.Length
            ? restLeft.Length == 0 || restLeft[1..] == restRight[1..]
                || (restLeft.Length > 1 && restLeft[0] == restRight[1] && restLeft[1] == restRight[0] && restLeft[2..] == restRight[2..])
            : restLeft.Length > restRight.Length ? restLeft[1..] == restRight : restRight[1..] == restLeft;
    }
}
