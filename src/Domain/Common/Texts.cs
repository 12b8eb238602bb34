namespace SecurityTraining.Domain.Common;

public static class Texts
{
    /// <summary>The beginning of a text, without half a character at its end: no database takes a lone surrogate.</summary>
    /// <param name="most">UTF-16 code units, at least 1.</param>
    public static string Cut(this string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
