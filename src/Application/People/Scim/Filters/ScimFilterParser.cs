using System.Globalization;
using System.Text.Json;
using ErrorOr;

namespace SecurityTraining.Application.People.Scim.Filters;

/// <summary>
/// Reads the filters of RFC 7644 (3.4.2.2): <c>or</c> binds loosest, then <c>and</c>, then <c>not</c>; operators and names in any case.
/// </summary>
public sealed class ScimFilterParser
{
    public const int MaxLength = 4000;

    /// <summary>Brackets within brackets; more would only serve to exhaust the stack.</summary>
    public const int MaxDepth = 20;

    /// <summary>Each is a condition of the database's query.</summary>
    public const int MaxComparisons = 50;

    private static readonly Dictionary<string, ScimOperator> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eq"] = ScimOperator.Equal,
        ["ne"] = ScimOperator.NotEqual,
        ["co"] = ScimOperator.Contains,
        ["sw"] = ScimOperator.StartsWith,
        ["ew"] = ScimOperator.EndsWith,
        ["gt"] = ScimOperator.Greater,
        ["ge"] = ScimOperator.GreaterOrEqual,
        ["lt"] = ScimOperator.Less,
        ["le"] = ScimOperator.LessOrEqual,
    };

    private readonly IReadOnlyList<string> _tokens;
    private int _next;
    private int _depth;
    private int _comparisons;

    private ScimFilterParser(IReadOnlyList<string> tokens) => _tokens = tokens;

    private string? Current => _next < _tokens.Count ? _tokens[_next] : null;

    public static ErrorOr<ScimFilter> Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return ScimErrors.InvalidFilter($"A filter has at most {MaxLength} characters.");
        }

        var tokens = ScimTokens.Of(text);
        if (tokens is null)
        {
            return ScimErrors.InvalidFilter("A string in the filter has no end.");
        }

        var parser = new ScimFilterParser(tokens);
        var filter = parser.ReadOr(isInner: false);
        return filter.IsError || parser.Current is null ? filter : parser.Unexpected("the end");
    }

    private ErrorOr<ScimFilter> ReadOr(bool isInner)
    {
        var left = ReadAnd(isInner);
        while (!left.IsError && TakeWord("or"))
        {
            var right = ReadAnd(isInner);
            left = right.IsError ? right : new ScimFilter.Or(left.Value, right.Value);
        }

        return left;
    }

    private ErrorOr<ScimFilter> ReadAnd(bool isInner)
    {
        var left = ReadTerm(isInner);
        while (!left.IsError && TakeWord("and"))
        {
            var right = ReadTerm(isInner);
            left = right.IsError ? right : new ScimFilter.And(left.Value, right.Value);
        }

        return left;
    }

    private ErrorOr<ScimFilter> ReadTerm(bool isInner)
    {
        if (string.Equals(Current, "not", StringComparison.OrdinalIgnoreCase) && _next + 1 < _tokens.Count && _tokens[_next + 1] == "(")
        {
            _next++;
            var inner = ReadTerm(isInner);
            return inner.IsError ? inner : new ScimFilter.Not(inner.Value);
        }

        return Take("(") ? ReadBracket(")", isInner) : ReadAttribute(isInner);
    }

    /// <summary>What stands between brackets of which the first has been read.</summary>
    private ErrorOr<ScimFilter> ReadBracket(string end, bool isInner)
    {
        if (++_depth > MaxDepth)
        {
            return ScimErrors.InvalidFilter($"A filter has at most {MaxDepth} brackets within each other.");
        }

        var inner = ReadOr(isInner);
        _depth--;
        return inner.IsError || Take(end) ? inner : Unexpected($"'{end}'");
    }

    private ErrorOr<ScimFilter> ReadAttribute(bool isInner)
    {
        if (Current is not { } name || ScimAttribute.Parse(name) is not { } attribute)
        {
            return Unexpected("the name of an attribute");
        }

        if (++_comparisons > MaxComparisons)
        {
            return ScimErrors.InvalidFilter($"A filter has at most {MaxComparisons} comparisons.");
        }

        _next++;
        if (!isInner && Take("["))
        {
            return ReadBracket("]", isInner: true).Then(inner => ReadSub(attribute, inner));
        }

        return ReadTest(attribute);
    }

    /// <summary>Behind a bracket Entra ID names a sub-attribute, as the standard has it in paths only: <c>emails[type eq "work"].value eq "…"</c>.</summary>
    private ErrorOr<ScimFilter> ReadSub(ScimAttribute attribute, ScimFilter inner)
    {
        if (Current is not ['.', .. var name] || ScimAttribute.Parse(name) is not { Sub: null } sub)
        {
            return new ScimFilter.Item(attribute, inner);
        }

        _next++;
        return ReadTest(sub).Then<ScimFilter>(test => new ScimFilter.Item(attribute, new ScimFilter.And(inner, test)));
    }

    private ErrorOr<ScimFilter> ReadTest(ScimAttribute attribute)
    {
        if (TakeWord("pr"))
        {
            return new ScimFilter.Present(attribute);
        }

        if (Current is not { } word || !Operators.TryGetValue(word, out var comparison))
        {
            return Unexpected("an operator");
        }

        _next++;
        return ReadValue().Then<ScimFilter>(value => new ScimFilter.Comparison(attribute, comparison, value.Content));
    }

    private ErrorOr<Literal> ReadValue()
    {
        var token = Current;
        _next++;
        switch (token?.ToLowerInvariant())
        {
            case "true" or "false":
                return new Literal(token.Equals("true", StringComparison.OrdinalIgnoreCase));
            case "null":
                return new Literal(Content: null);
            case not null when token[0] == '"':
                return Unquote(token) is { } text ? new Literal(text) : ScimErrors.InvalidFilter("A string in the filter is not written as JSON writes it.");
            case not null when decimal.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return new Literal(number);
            default:
                _next--;
                return Unexpected("a value").Errors;
        }
    }

    private static string? Unquote(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(token) is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool Take(string token)
    {
        var taken = Current == token;
        _next += taken ? 1 : 0;
        return taken;
    }

    private bool TakeWord(string word)
    {
        var taken = word.Equals(Current, StringComparison.OrdinalIgnoreCase);
        _next += taken ? 1 : 0;
        return taken;
    }

    private ErrorOr<ScimFilter> Unexpected(string expected) =>
        ScimErrors.InvalidFilter(Current is { } token ? $"'{Shorten(token)}' stands where {expected} should." : $"The filter ends where {expected} should stand.");

    private static string Shorten(string token) => token.Length <= 40 ? token : $"{token[..40]}…";

    private sealed record Literal(object? Content);
}

/// <summary>Words, strings (with their quotation marks) and brackets.</summary>
internal static class ScimTokens
{
    /// <returns>Null if a string has no end.</returns>
    public static List<string>? Of(string text)
    {
        var tokens = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            if (char.IsWhiteSpace(text[start]))
            {
                start++;
                continue;
            }

            var length = LengthOf(text, start);
            if (length < 0)
            {
                return null;
            }

            tokens.Add(text.Substring(start, length));
            start += length;
        }

        return tokens;
    }

    private static int LengthOf(string text, int start)
    {
        if (text[start] is '(' or ')' or '[' or ']')
        {
            return 1;
        }

        var end = start + 1;
        if (text[start] != '"')
        {
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '[' or ']' or '"'))
            {
                end++;
            }

            return end - start;
        }

        while (end < text.Length && text[end] != '"')
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        return end < text.Length ? end + 1 - start : -1;
    }
}
