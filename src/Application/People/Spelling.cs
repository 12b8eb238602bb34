using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Application.People;

/// <summary>The one form in which what callers write is kept.</summary>
internal static class Spelling
{
    public static string? TrimToNull(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <param name="email">Checked already.</param>
    public static string? ToAddress(this string? email) => email is null ? null : EmailAddress.Parse(email).Value.Value;

    /// <summary>The attributes under the names by which the company knows them.</summary>
    public static Dictionary<string, TValue> Spelled<TValue>(this Company company, IReadOnlyDictionary<string, TValue> attributes)
    {
        var spelled = new Dictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            spelled[company.SpellingOf(name)] = value;
        }

        return spelled;
    }
}
