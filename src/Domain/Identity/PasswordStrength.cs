using System.Text;
using ErrorOr;

namespace SecurityTraining.Domain.Identity;

/// <summary>What somebody who is thinking of a password is told about it.</summary>
/// <param name="IsAcceptable">Whether the policy takes it.</param>
/// <param name="Score">0–4, a rough estimate; 2 is the least that is taken.</param>
/// <param name="Advice">What to change, whether the policy demands it or it would only be better.</param>
public sealed record PasswordStrength(bool IsAcceptable, int Score, IReadOnlyList<Error> Advice)
{
    private static readonly Error Longer = Error.Validation("password_could_be_longer", "Another word or two would make it much harder to guess.");

    private static readonly (int Length, int Different) Good = (16, 8);
    private static readonly (int Length, int Different) Best = (20, 10);

    /// <inheritdoc cref="PasswordPolicy.Check"/>
    public static PasswordStrength Of(string password, Func<string, bool> isCommon, params IEnumerable<string> contextWords)
    {
        var errors = PasswordPolicy.Check(password, isCommon, contextWords).ErrorsOrEmptyList;
        if (errors.Count > 0)
        {
            return new PasswordStrength(IsAcceptable: false, errors.Contains(PasswordErrors.TooCommon) || errors.Count > 1 ? 0 : 1, errors);
        }

        var characters = PasswordPolicy.Normalize(password).EnumerateRunes().ToList();
        var score = Reaches(Best, characters) ? 4 : Reaches(Good, characters) ? 3 : 2;
        return new PasswordStrength(IsAcceptable: true, score, score == 2 ? [Longer] : []);
    }

    private static bool Reaches((int Length, int Different) mark, List<Rune> characters) =>
        characters.Count >= mark.Length && characters.Distinct().Count() >= mark.Different;
}
