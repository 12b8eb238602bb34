using System.Linq.Expressions;
using FluentValidation;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Application.Common.Specifications;

/// <summary>
/// The fields by which a list may be sorted, and their order when nobody asks: <c>?sort=-createdAt,lastName</c>. Every order ends with
/// the id, so that pages never overlap.
/// </summary>
public sealed class SortFields<T>(string defaultSort)
    where T : Entity
{
    private readonly Dictionary<string, Expression<Func<T, object?>>> _keys = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _keys.Keys;

    public SortFields<T> Add(string name, Expression<Func<T, object?>> key)
    {
        _keys.Add(name, key);
        return this;
    }

    public void Validate<TMessage>(AbstractValidator<TMessage> validator, Expression<Func<TMessage, string?>> sort) =>
        validator.RuleFor(sort)
            .Must(text => text is null || Parse(text).All(part => _keys.ContainsKey(part.Name)))
            .WithMessage($"Sort by {string.Join(", ", _keys.Keys)}; a leading - turns the order round.");

    public void Apply(SpecificationBuilder<T> query, string? sort)
    {
        foreach (var (name, descending) in Parse(sort ?? defaultSort))
        {
            query.Order(_keys[name], descending);
        }

        query.OrderBy(entity => entity.Id);
    }

    private static IEnumerable<(string Name, bool Descending)> Parse(string sort) => sort
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(part => part.StartsWith('-') ? (part[1..], true) : (part, false));
}
