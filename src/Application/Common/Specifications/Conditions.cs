using System.Linq.Expressions;

namespace SecurityTraining.Application.Common.Specifications;

/// <summary>Conditions made of others, for specifications whose criteria are known only when somebody asks.</summary>
internal static class Conditions
{
    public static Expression<Func<T, bool>> And<T>(this Expression<Func<T, bool>> left, Expression<Func<T, bool>> right) =>
        Join(left, right, Expression.AndAlso);

    public static Expression<Func<T, bool>> Or<T>(this Expression<Func<T, bool>> left, Expression<Func<T, bool>> right) =>
        Join(left, right, Expression.OrElse);

    /// <summary>The condition on what <paramref name="value"/> reads of a row, as one on the row.</summary>
    public static Expression<Func<T, bool>> After<T, TValue>(this Expression<Func<TValue, bool>> condition, Expression<Func<T, TValue>> value) =>
        Expression.Lambda<Func<T, bool>>(new Substitution(condition.Parameters[0], value.Body).Visit(condition.Body), value.Parameters);

    private static Expression<Func<T, bool>> Join<T>(
        Expression<Func<T, bool>> left, Expression<Func<T, bool>> right, Func<Expression, Expression, BinaryExpression> join)
    {
        var row = left.Parameters[0];
        var aligned = new Substitution(right.Parameters[0], row).Visit(right.Body);
        return Expression.Lambda<Func<T, bool>>(join(left.Body, aligned), row);
    }

    private sealed class Substitution(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
