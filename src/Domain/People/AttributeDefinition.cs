using System.Globalization;
using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.People;

public enum AttributeKind
{
    Text,

    /// <summary>Decimal, with a point: <c>-12.5</c>.</summary>
    Number,

    /// <summary>A day by ISO 8601: <c>2026-11-23</c>.</summary>
    Date,

    /// <summary>One of a list.</summary>
    Choice,
}

/// <summary>
/// What values one of the company's own columns takes. Columns without a definition take any text. A change holds for what is written from
/// then on; what people have stays.
/// </summary>
public sealed class AttributeDefinition : AggregateRoot, ICompanyOwned
{
    public const int MaxChoices = 200;

    private AttributeDefinition(Guid companyId, string name, AttributeKind kind, IReadOnlyList<string> choices, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Name = name;
        NormalizedName = Normalize(name);
        Kind = kind;
        Choices = choices;
    }

    private AttributeDefinition()
    {
        Name = NormalizedName = null!;
        Choices = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>As the company spells it; templates and people refer to it, so it never changes.</summary>
    public string Name { get; private set; }

    public string NormalizedName { get; private set; }

    public AttributeKind Kind { get; private set; }

    /// <summary>Empty unless it is a choice.</summary>
    public IReadOnlyList<string> Choices { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static ErrorOr<AttributeDefinition> Create(
        Guid companyId, string name, AttributeKind kind, IReadOnlyList<string> choices, DateTimeOffset now) =>
        Contradiction(kind, choices) is { } error ? error : new AttributeDefinition(companyId, name, kind, choices, now);

    public ErrorOr<Success> Change(AttributeKind kind, IReadOnlyList<string> choices)
    {
        if (Contradiction(kind, choices) is { } error)
        {
            return error;
        }

        Kind = kind;
        Choices = choices;
        return Result.Success;
    }

    /// <returns>The value in the one spelling in which it is kept, or <c>attribute_value_invalid</c>.</returns>
    public ErrorOr<string> Read(string value) => Kind switch
    {
        AttributeKind.Number => decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : AttributeErrors.Invalid(Name, "a number, such as 12.5"),
        AttributeKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? value
            : AttributeErrors.Invalid(Name, "a date, such as 2026-11-23"),
        AttributeKind.Choice => Choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } chosen
            ? chosen
            : AttributeErrors.Invalid(Name, "one of the values that are defined for it"),
        _ => value,
    };

    public static string Normalize(string name) => name.Trim().ToLowerInvariant();

    private static Error? Contradiction(AttributeKind kind, IReadOnlyList<string> choices) =>
        (kind == AttributeKind.Choice) == (choices.Count > 0) ? null : AttributeErrors.ChoicesContradictKind;
}

public static class AttributeErrors
{
    public static readonly Error NotFound = Error.NotFound("attribute_not_found", "There is no such attribute.");
    public static readonly Error NameTaken = Error.Conflict("attribute_name_taken", "The company has defined an attribute of this name already.");

    public static readonly Error ChoicesContradictKind = Error.Validation(
        "attribute_choices", "A choice needs the values that can be chosen; nothing else has any.");

    public static Error Invalid(string name, string expectation) =>
        Error.Validation("attribute_value_invalid", $"{name} must be {expectation}.");
}
