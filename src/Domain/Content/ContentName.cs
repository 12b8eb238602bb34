using System.Globalization;
using System.Text;
using ErrorOr;

namespace SecurityTraining.Domain.Content;

/// <summary>
/// What an uploaded file may be called: one name that every file system can bear, and that reads the same to everybody who sees it.
/// </summary>
public static class ContentName
{
    public const int MaxLength = 200;

    /// <returns>The name in Unicode's composed form (NFC), without spaces around it.</returns>
    public static ErrorOr<string> Normalize(string? fileName)
    {
        var trimmed = fileName?.Trim() ?? "";
        if (trimmed.Length is 0 or > MaxLength || trimmed.EnumerateRunes().Any(IsRefused) || trimmed.All(character => character == '.'))
        {
            return ContentErrors.NameInvalid;
        }

        var name = trimmed.Normalize(NormalizationForm.FormC);
        return name.Length > MaxLength ? ContentErrors.NameInvalid : name;
    }

    /// <summary>
    /// Paths, drives and streams of other systems; what is not seen or makes the rest be seen elsewhere; and half a surrogate pair, which is
    /// read as the replacement character.
    /// </summary>
    private static bool IsRefused(Rune character) => character.Value is '/' or '\\' or ':'
        || character == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
}
