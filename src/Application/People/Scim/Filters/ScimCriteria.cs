using System.Globalization;
using System.Linq.Expressions;
using ErrorOr;
using SecurityTraining.Application.Common.Specifications;

namespace SecurityTraining.Application.People.Scim.Filters;

/// <summary>
/// The attributes by which resources can be found, and what each means as a condition of the database's query. A filter becomes one
/// condition; nothing is compared in memory.
/// </summary>
internal sealed class ScimCriteria<T>
{
    private readonly Dictionary<string, Func<ScimOperator, object?, ErrorOr<Expression<Func<T, bool>>>>> _comparisons;
    private readonly Dictionary<string, Expression<Func<T, bool>>> _presence;

    /// <param name="others">Whose attributes these have, too; null: none.</param>
    public ScimCriteria(ScimCriteria<T>? others = null)
    {
        _comparisons = new(others?._comparisons ?? [], StringComparer.Ordinal);
        _presence = new(others?._presence ?? [], StringComparer.Ordinal);
    }

    /// <param name="filter">Null: every resource.</param>
    public static ErrorOr<Expression<Func<T, bool>>> Of(string? filter, ScimCriteria<T> criteria)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return Always;
        }

        var parsed = ScimFilterParser.Parse(filter);
        return parsed.IsError ? parsed.Errors : criteria.Of(parsed.Value);
    }

    public ErrorOr<Expression<Func<T, bool>>> Of(ScimFilter filter) => Build(filter, prefix: null);

    private static ErrorOr<Expression<Func<T, bool>>> Always => ((Expression<Func<T, bool>>)(_ => true)).ToErrorOr();

    private static ErrorOr<Expression<Func<T, bool>>> Never => ((Expression<Func<T, bool>>)(_ => false)).ToErrorOr();

    /// <summary>Texts are compared in any case, unless the attribute is said to be exact (RFC 7643, 2.2).</summary>
    public ScimCriteria<T> AddText(string name, Expression<Func<T, string?>> text, bool isExact = false)
    {
        _comparisons.Add(name, (comparison, value) => value switch
        {
            string expected => ScimTexts.Test(comparison, isExact ? expected : expected.ToLowerInvariant(), isExact).After(text).ToErrorOr(),
            null when comparison is ScimOperator.Equal => ((Expression<Func<string?, bool>>)(actual => actual == null)).After(text).ToErrorOr(),
            null when comparison is ScimOperator.NotEqual => ((Expression<Func<string?, bool>>)(actual => actual != null)).After(text).ToErrorOr(),
            _ => Unfit(name, "a string"),
        });
        _presence.Add(name, ((Expression<Func<string?, bool>>)(actual => actual != null && actual != "")).After(text));
        return this;
    }

    /// <param name="equals">Finds by an index what the text itself would not.</param>
    public ScimCriteria<T> AddText(string name, Expression<Func<T, string?>> text, Func<string, Expression<Func<T, bool>>> equals)
    {
        AddText(name, text);
        var others = _comparisons[name];
        _comparisons[name] = (comparison, value) => comparison == ScimOperator.Equal && value is string expected
            ? equals(expected.ToLowerInvariant()).ToErrorOr()
            : others(comparison, value);
        return this;
    }

    public ScimCriteria<T> AddId(string name, Expression<Func<T, Guid>> id)
    {
        _presence.Add(name, _ => true);
        _comparisons.Add(name, (comparison, value) =>
        {
            if (value is not string text || comparison is not (ScimOperator.Equal or ScimOperator.NotEqual))
            {
                return Unfit(name, "a string, by eq or ne");
            }

            var isWanted = comparison == ScimOperator.Equal;
            return Guid.TryParse(text, CultureInfo.InvariantCulture, out var expected)
                ? ((Expression<Func<Guid, bool>>)(actual => actual == expected == isWanted)).After(id).ToErrorOr()
                : isWanted ? Never : Always;
        });
        return this;
    }

    /// <summary>What resources are found by one value of, and not compared with otherwise.</summary>
    /// <param name="equals">Null: nothing can have this value.</param>
    public ScimCriteria<T> AddLink(string name, Func<string, Expression<Func<T, bool>>?> equals)
    {
        _comparisons.Add(name, (comparison, value) => comparison == ScimOperator.Equal && value is string expected
            ? equals(expected)?.ToErrorOr() ?? Never
            : Unfit(name, "a string, by eq"));
        return this;
    }

    public ScimCriteria<T> AddFlag(string name, Expression<Func<T, bool>> flag)
    {
        _presence.Add(name, _ => true);
        _comparisons.Add(name, (comparison, value) =>
        {
            var expected = value as bool? ?? (value is string text && bool.TryParse(text, out var written) ? written : null);
            return expected is { } wanted && comparison is ScimOperator.Equal or ScimOperator.NotEqual
                ? ((Expression<Func<bool, bool>>)(actual => actual == (wanted == (comparison == ScimOperator.Equal)))).After(flag).ToErrorOr()
                : Unfit(name, "true or false, by eq or ne");
        });
        return this;
    }

    public ScimCriteria<T> AddMoment(string name, Expression<Func<T, DateTimeOffset>> moment)
    {
        _presence.Add(name, _ => true);
        _comparisons.Add(name, (comparison, value) =>
            value is string text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expected)
                && ScimMoments.Test(comparison, expected.ToUniversalTime()) is { } test
                ? test.After(moment).ToErrorOr()
                : Unfit(name, "a timestamp such as 2026-11-23T09:30:00Z"));
        return this;
    }

    private static Error Unfit(string name, string what) => ScimErrors.InvalidFilter($"'{name}' is compared with {what}.");

    private ErrorOr<Expression<Func<T, bool>>> Build(ScimFilter filter, string? prefix) => filter switch
    {
        ScimFilter.And and => Join(and.Left, and.Right, prefix, Conditions.And),
        ScimFilter.Or or => Join(or.Left, or.Right, prefix, Conditions.Or),
        ScimFilter.Not not => Build(not.Inner, prefix).Then(inner => Expression.Lambda<Func<T, bool>>(Expression.Not(inner.Body), inner.Parameters)),
        ScimFilter.Item item => Build(item.Inner, item.Attribute.Key),
        ScimFilter.Present present when _presence.TryGetValue(Key(present.Attribute, prefix), out var presence) => presence,
        ScimFilter.Comparison comparison when _comparisons.TryGetValue(Key(comparison.Attribute, prefix), out var build) =>
            build(comparison.Operator, comparison.Value),
        ScimFilter.Present(var attribute) => Unknown(attribute, prefix),
        ScimFilter.Comparison(var attribute, _, _) => Unknown(attribute, prefix),
        _ => throw new InvalidOperationException($"{filter.GetType().Name} is no kind of filter."),
    };

    private ErrorOr<Expression<Func<T, bool>>> Join(
        ScimFilter left,
        ScimFilter right,
        string? prefix,
        Func<Expression<Func<T, bool>>, Expression<Func<T, bool>>, Expression<Func<T, bool>>> join)
    {
        var built = Build(left, prefix);
        return built.IsError ? built : Build(right, prefix).Then(other => join(built.Value, other));
    }

    private static string Key(ScimAttribute attribute, string? prefix) => prefix is null ? attribute.Key : $"{prefix}.{attribute.Key}";

    private static Error Unknown(ScimAttribute attribute, string? prefix) =>
        ScimErrors.InvalidFilter($"Resources cannot be filtered by '{Key(attribute, prefix)}'.");
}
