using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Attributes;

/// <summary>Holds values of the company's own columns against what has been defined for them.</summary>
internal sealed class AttributeRules(IRepository<AttributeDefinition> definitions)
{
    /// <summary>In one query, however many people are checked afterwards.</summary>
    public async Task<DefinedAttributes> Load(CancellationToken ct) =>
        new(await definitions.ListAsync(new AllDefinitionsSpec(), ct));

    /// <returns>The values as they are kept; null takes one away and is always allowed.</returns>
    public async Task<ErrorOr<Dictionary<string, string?>>> Read(IReadOnlyDictionary<string, string?> values, CancellationToken ct)
    {
        var defined = await Load(ct);
        var read = new Dictionary<string, string?>(StringComparer.Ordinal);
        var errors = new List<Error>();
        foreach (var (name, value) in values)
        {
            var kept = value is null ? default(ErrorOr<string>?) : defined.Read(name, value);
            if (kept is { IsError: true } wrong)
            {
                errors.Add(wrong.FirstError.On($"customAttributes.{name}"));
            }

            read[name] = kept is { IsError: false } right ? right.Value : null;
        }

        return errors.Count > 0 ? errors : read;
    }

    /// <summary>There are at most as many as a company may have columns.</summary>
    private sealed class AllDefinitionsSpec : Specification<AttributeDefinition>
    {
        public AllDefinitionsSpec() => Query.AsNoTracking();
    }
}

/// <summary>What one company has defined.</summary>
internal sealed class DefinedAttributes(IEnumerable<AttributeDefinition> definitions)
{
    private readonly Dictionary<string, AttributeDefinition> _byName =
        definitions.ToDictionary(definition => definition.NormalizedName, StringComparer.Ordinal);

    public ErrorOr<string> Read(string name, string value) =>
        _byName.TryGetValue(AttributeDefinition.Normalize(name), out var definition) ? definition.Read(value) : value;
}
