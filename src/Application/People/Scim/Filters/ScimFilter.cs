namespace SecurityTraining.Application.People.Scim.Filters;

/// <summary>A filter as a tree (RFC 7644, 3.4.2.2).</summary>
public abstract record ScimFilter
{
    private ScimFilter()
    {
    }

    /// <param name="Value">A string, a <see cref="bool"/>, a number as <see cref="decimal"/>, or null.</param>
    public sealed record Comparison(ScimAttribute Attribute, ScimOperator Operator, object? Value) : ScimFilter;

    public sealed record Present(ScimAttribute Attribute) : ScimFilter;

    public sealed record And(ScimFilter Left, ScimFilter Right) : ScimFilter;

    public sealed record Or(ScimFilter Left, ScimFilter Right) : ScimFilter;

    public sealed record Not(ScimFilter Inner) : ScimFilter;

    /// <summary><c>emails[type eq "work"]</c>: one and the same value of the attribute satisfies the inner filter.</summary>
    public sealed record Item(ScimAttribute Attribute, ScimFilter Inner) : ScimFilter;

    /// <summary>Whether a value with these sub-attributes satisfies the filter.</summary>
    /// <param name="read">The sub-attribute's text, in lower case; null: it has none.</param>
    public bool IsMetBy(Func<string, string?> read) => this switch
    {
        And and => and.Left.IsMetBy(read) && and.Right.IsMetBy(read),
        Or or => or.Left.IsMetBy(read) || or.Right.IsMetBy(read),
        Not not => !not.Inner.IsMetBy(read),
        Present present => !string.IsNullOrEmpty(read(present.Attribute.Name)),
        Comparison comparison => IsMet(comparison, read(comparison.Attribute.Name)),
        _ => false,
    };

    /// <summary>What an attribute of this name, or a part of it, is compared with.</summary>
    public IEnumerable<object?> ValuesOf(string name) => this switch
    {
        And(var left, var right) => left.ValuesOf(name).Concat(right.ValuesOf(name)),
        Or(var left, var right) => left.ValuesOf(name).Concat(right.ValuesOf(name)),
        Not(var inner) => inner.ValuesOf(name),
        Item(var attribute, var inner) when attribute.Name == name => inner.ValuesOf("value"),
        Comparison(var attribute, _, var value) when attribute.Name == name => [value],
        _ => [],
    };

    private static bool IsMet(Comparison comparison, string? actual)
    {
        var expected = comparison.Value?.ToString()?.ToLowerInvariant();
        return comparison.Operator switch
        {
            ScimOperator.Equal => actual == expected,
            ScimOperator.NotEqual => actual != expected,
            _ when actual is null || expected is null => false,
            ScimOperator.Contains => actual.Contains(expected, StringComparison.Ordinal),
            ScimOperator.StartsWith => actual.StartsWith(expected, StringComparison.Ordinal),
            ScimOperator.EndsWith => actual.EndsWith(expected, StringComparison.Ordinal),
            ScimOperator.Greater => string.CompareOrdinal(actual, expected) > 0,
            ScimOperator.GreaterOrEqual => string.CompareOrdinal(actual, expected) >= 0,
            ScimOperator.Less => string.CompareOrdinal(actual, expected) < 0,
            _ => string.CompareOrdinal(actual, expected) <= 0,
        };
    }
}

public enum ScimOperator
{
    Equal,
    NotEqual,
    Contains,
    StartsWith,
    EndsWith,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// <summary>The name of an attribute, in lower case: names are compared in any case (RFC 7643, 2.1).</summary>
/// <param name="Name">Without its schema if that is the core one; of the enterprise extension <c>enterprise:department</c>.</param>
/// <param name="Sub">The sub-attribute; null: none is named.</param>
public sealed record ScimAttribute(string Name, string? Sub = null)
{
    public const string CoreUser = "urn:ietf:params:scim:schemas:core:2.0:user";
    public const string CoreGroup = "urn:ietf:params:scim:schemas:core:2.0:group";
    public const string EnterpriseUser = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user";

    /// <summary>Before the attributes of the enterprise extension.</summary>
    public const string Enterprise = "enterprise:";

    private const int MaxLength = 200;

    public string Key => Sub is null ? Name : $"{Name}.{Sub}";

    /// <returns>Null if the text is no name of an attribute.</returns>
    public static ScimAttribute? Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        var name = text.ToLowerInvariant();
        var extension = "";
        foreach (var core in (string[])[CoreUser, CoreGroup])
        {
            name = name.StartsWith(core + ":", StringComparison.Ordinal) ? name[(core.Length + 1)..] : name;
        }

        if (name == EnterpriseUser)
        {
            return new ScimAttribute(Enterprise);
        }

        if (name.StartsWith(EnterpriseUser + ":", StringComparison.Ordinal))
        {
            (extension, name) = (Enterprise, name[(EnterpriseUser.Length + 1)..]);
        }

        return name.Split('.') switch
        {
            [var attribute] when IsName(attribute) => new ScimAttribute(extension + attribute),
            [var attribute, var sub] when IsName(attribute) && IsName(sub) => new ScimAttribute(extension + attribute, sub),
            _ => null,
        };
    }

    /// <summary>RFC 7643, 2.1; and <c>$ref</c>.</summary>
    private static bool IsName(string text) =>
        text == "$ref" || (text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
}
