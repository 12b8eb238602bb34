using System.Linq.Expressions;
using FluentValidation;

namespace SecurityTraining.Application.Common;

public static class OptionalRules
{
    /// <summary>Rules for a member of a partial change, which hold only if it is there: <c>this.IfSet(c =&gt; c.Name, name =&gt; name.NotEmpty())</c>.</summary>
    public static void IfSet<T, TValue>(
        this AbstractValidator<T> validator, Expression<Func<T, Optional<TValue>>> member, Action<IRuleBuilderInitial<T, TValue>> rules)
    {
        var isSet = Expression.Lambda<Func<T, bool>>(Expression.Property(member.Body, nameof(Optional<>.IsSet)), member.Parameters).Compile();
        var value = Expression.Lambda<Func<T, TValue>>(Expression.Property(member.Body, nameof(Optional<>.Value)), member.Parameters);
        var name = ((MemberExpression)member.Body).Member.Name;
        validator.When(isSet, () => rules(validator.RuleFor(value).Configure(rule => rule.PropertyName = name)));
    }
}
