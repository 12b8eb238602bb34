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

internal static class ScimComposition
{
    /// <summary>The test of what <paramref name="value"/> reads of a row.</summary>
    public static Expression<Func<T, bool>> After<T, TValue>(this Expression<Func<TValue, bool>> test, Expression<Func<T, TValue>> value) =>
        Expression.Lambda<Func<T, bool>>(new Substitution(test.Parameters[0], value.Body).Visit(test.Body), value.Parameters);

    private sealed class Substitution(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
