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
    private const int FewestDifferentCharacters = 4;

    /// <summary>Neighbours on keyboards, and what people count with.</summary>
    private static readonly string[] Rows =
        ["1234567890", "qwertzuiopü", "qwertyuiop", "azertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6zhn7ujm", "1q2w3e4r5t6z7u8i9o0p"];

    public static string Normalize(string password) => password.Normalize(NormalizationForm.FormC);

    /// <param name="isCommon">Whether a password, in lower case, is on the blocklist.</param>
    /// <param name="contextWords">Words an attacker would try first: company, person, address, product.</param>
    /// <returns>An error for each rule that is broken, which says what to change.</returns>
    public static ErrorOr<Success> Check(string password, Func<string, bool> isCommon, params IEnumerable<string> contextWords)
    {
        var normalized = Normalize(password);
        var lower = normalized.ToLowerInvariant();
        var characters = lower.EnumerateRunes().ToArray();
        var errors = new List<Error>();
        if (characters.Length < MinLength)
        {
            errors.Add(PasswordErrors.TooShort);
        }

        if (normalized.EnumerateRunes().Count() > MaxLength)
        {
            errors.Add(PasswordErrors.TooLong);
        }

        if (isCommon(lower))
        {
            errors.Add(PasswordErrors.TooCommon);
        }
        else if (characters.Distinct().Count() < FewestDifferentCharacters || IsRepetition(characters) || IsSequence(characters))
        {
            errors.Add(PasswordErrors.TooRegular);
        }

        if (IsMadeOf(lower, contextWords))
        {
            errors.Add(PasswordErrors.TooPredictable);
        }

        return errors.Count == 0 ? Result.Success : errors;
    }

    /// <summary>The same few characters, three times or more often.</summary>
    private static bool IsRepetition(Rune[] characters) => Enumerable.Range(1, characters.Length / 3)
        .Any(period => Enumerable.Range(period, characters.Length - period).All(index => characters[index] == characters[index - period]));

    /// <summary>Whether two of three characters follow from the one before, by counting or on the keyboard.</summary>
    private static bool IsSequence(Rune[] characters)
    {
        var steps = characters.Zip(characters.Skip(1)).Count(pair => Math.Abs(pair.First.Value - pair.Second.Value) == 1 || AreNeighbours(pair.First, pair.Second));
        return characters.Length > 2 && steps * 3 >= (characters.Length - 1) * 2;
    }

    private static bool AreNeighbours(Rune left, Rune right) => Array.Exists(
        Rows, row => row.Contains($"{left}{right}", StringComparison.Ordinal) || row.Contains($"{right}{left}", StringComparison.Ordinal));

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
    public static readonly Error TooShort = Error.Validation(
        "password_too_short", $"Use at least {PasswordPolicy.MinLength} characters. Several unrelated words make a good password.");

    public static readonly Error TooLong = Error.Validation(
        "password_too_long", $"Use at most {PasswordPolicy.MaxLength} characters.");

    public static readonly Error TooCommon = Error.Validation(
        "password_too_common", "This password is among the first that attackers try. Several unrelated words make a good one.");

    public static readonly Error TooRegular = Error.Validation(
        "password_too_regular", "Avoid repetitions and sequences such as aaaa, abcd, 1234 or qwert. Several unrelated words make a good password.");

    public static readonly Error TooPredictable = Error.Validation(
        "password_too_predictable", "This password is made of your own or your company's name. Several unrelated words make a good one.");

    public static readonly Error Wrong = Error.Validation("password_wrong", "This is not your current password.");
}
