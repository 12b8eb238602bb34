using ErrorOr;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.WebApi.Pages;

/// <summary>What the pages say about a password, in the reader's language.</summary>
internal static class PasswordTexts
{
    private const string EnglishWords = "Several unrelated words make a good password.";
    private const string Words = "Mehrere Wörter, die nichts miteinander zu tun haben, sind ein gutes Passwort.";

    private static readonly Dictionary<string, string> German = new(StringComparer.Ordinal)
    {
        [PasswordErrors.TooShort.Code] = $"Verwenden Sie mindestens {PasswordPolicy.MinLength} Zeichen. {Words}",
        [PasswordErrors.TooLong.Code] = $"Verwenden Sie höchstens {PasswordPolicy.MaxLength} Zeichen.",
        [PasswordErrors.TooCommon.Code] = $"Dieses Passwort gehört zu den ersten, die Angreifer ausprobieren. {Words}",
        [PasswordErrors.TooRegular.Code] = $"Vermeiden Sie Wiederholungen und Folgen wie aaaa, abcd, 1234 oder qwert. {Words}",
        [PasswordErrors.TooPredictable.Code] = $"Dieses Passwort besteht aus Ihrem Namen oder dem Ihres Unternehmens. {Words}",
    };

    public static string Label(string language) => language == "de" ? "Neues Passwort" : "New password";

    public static string Hint(string language) => language == "de"
        ? $"Mindestens {PasswordPolicy.MinLength} Zeichen. {Words}"
        : $"At least {PasswordPolicy.MinLength} characters. {EnglishWords}";

    /// <summary>What to change; a password that is missing is too short.</summary>
    public static string In(string language, Error error) => (language, German.ContainsKey(error.Code)) switch
    {
        ("de", true) => German[error.Code],
        ("de", false) => German[PasswordErrors.TooShort.Code],
        (_, true) => error.Description,
        _ => PasswordErrors.TooShort.Description,
    };
}
