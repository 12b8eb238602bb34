using System.Text;
using ErrorOr;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// NIST SP 800-63B-4, 3.1.1.2: length and a blocklist, no composition rules, every Unicode character, nothing cut off. A password
/// is normalised (NFC) before it is hashed, so that keyboards which compose a letter differently agree.
/// </summary>
public static class PasswordPolicy
{
    /// <summary>In Unicode code points.</summary>
    public const int MinLength = 12;

    /// <inheritdoc cref="MinLength"/>
    public const int MaxLength = 256;

    private const int ShortestContextWord = 4;

    public static string Normalize(string password) => password.Normalize(NormalizationForm.FormC);

    /// <param name="isCommon">Whether a password, in lower case, is on the blocklist.</param>
    /// <param name="contextWords">Words an attacker would try first: company, person, address, product.</param>
    public static ErrorOr<Success> Check(string password, Func<string, bool> isCommon, params IEnumerable<string> contextWords)
    {
        var normalized = Normalize(password);
        var length = normalized.EnumerateRunes().Count();
        if (length is < MinLength or > MaxLength)
        {
            return PasswordErrors.Length;
        }

        var lower = normalized.ToLowerInvariant();
        if (isCommon(lower) || normalized.EnumerateRunes().Distinct().Count() < 4)
        {
            return PasswordErrors.TooCommon;
        }

        return IsMadeOf(lower, contextWords) ? PasswordErrors.TooPredictable : Result.Success;
    }

    /// <summary>Whether little but digits and punctuation is left when the words have been taken out.</summary>
    private static bool IsMadeOf(string password, IEnumerable<string> words)
    {
        var rest = words
            .SelectMany(word => word.ToLowerInvariant().Split([' ', '@', '.', '-'], StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.Length >= ShortestContextWord)
            .OrderByDescending(word => word.Length)
            .Aggregate(password, (text, word) => text.Replace(word, "", StringComparison.Ordinal));
        return rest.Length < password.Length && rest.Count(char.IsLetter) < ShortestContextWord;
    }
}

public static class PasswordErrors
{
    public static readonly Error Length = Error.Validation(
        "password_length", $"A password has at least {PasswordPolicy.MinLength} and at most {PasswordPolicy.MaxLength} characters.");

    public static readonly Error TooCommon = Error.Validation(
        "password_too_common", "This password is among the first that attackers try. Several unrelated words make a good one.");

    public static readonly Error TooPredictable = Error.Validation(
        "password_too_predictable", "This password is made of your own or your company's name. Several unrelated words make a good one.");
}
