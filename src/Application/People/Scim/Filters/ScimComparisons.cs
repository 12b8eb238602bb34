using System.Linq.Expressions;

namespace SecurityTraining.Application.People.Scim.Filters;

/// <summary>Comparisons of texts that both databases understand.</summary>
internal static class ScimTexts
{
    /// <param name="expected">In lower case unless <paramref name="isExact"/>.</param>
    public static Expression<Func<string?, bool>> Test(ScimOperator comparison, string expected, bool isExact) => (comparison, isExact) switch
    {
        (ScimOperator.Equal, true) => actual => actual == expected,
        (ScimOperator.Equal, _) => actual => actual!.ToLower() == expected,
        (ScimOperator.NotEqual, true) => actual => actual != expected,
        (ScimOperator.NotEqual, _) => actual => actual!.ToLower() != expected,
        (ScimOperator.Contains, true) => actual => actual!.Contains(expected),
        (ScimOperator.Contains, _) => actual => actual!.ToLower().Contains(expected),
        (ScimOperator.StartsWith, true) => actual => actual!.StartsWith(expected),
        (ScimOperator.StartsWith, _) => actual => actual!.ToLower().StartsWith(expected),
        (ScimOperator.EndsWith, true) => actual => actual!.EndsWith(expected),
        (ScimOperator.EndsWith, _) => actual => actual!.ToLower().EndsWith(expected),
        (ScimOperator.Greater, _) => actual => string.Compare(actual!.ToLower(), expected) > 0,
        (ScimOperator.GreaterOrEqual, _) => actual => string.Compare(actual!.ToLower(), expected) >= 0,
        (ScimOperator.Less, _) => actual => string.Compare(actual!.ToLower(), expected) < 0,
        _ => actual => string.Compare(actual!.ToLower(), expected) <= 0,
    };
}

internal static class ScimMoments
{
    /// <returns>Null for the comparisons that only texts have.</returns>
    public static Expression<Func<DateTimeOffset, bool>>? Test(ScimOperator comparison, DateTimeOffset expected) => comparison switch
    {
        ScimOperator.Equal => actual => actual == expected,
        ScimOperator.NotEqual => actual => actual != expected,
        ScimOperator.Greater => actual => actual > expected,
        ScimOperator.GreaterOrEqual => actual => actual >= expected,
        ScimOperator.Less => actual => actual < expected,
        ScimOperator.LessOrEqual => actual => actual <= expected,
        _ => null,
    };
}
