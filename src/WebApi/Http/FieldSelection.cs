using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http;

/// <summary>An answer of which a part can be sent.</summary>
internal interface IShapedAnswer
{
    /// <summary>
    /// Sends what <paramref name="shaper"/> makes of the value instead; does nothing if there are errors instead of a value.
    /// </summary>
    void Shape(Func<object, object> shaper);
}

/// <summary>Marks the endpoints that take <c>?fields=</c>, for the OpenAPI document.</summary>
internal sealed record FieldSelectionMetadata(Type Row);

internal static class FieldSelection
{
    public const string Parameter = "fields";

    /// <summary>
    /// Lets callers ask for some members only: <c>?fields=id,email</c>. For endpoints that answer with one <typeparamref name="TRow"/>, or
    /// with a page of them.
    /// </summary>
    public static RouteHandlerBuilder WithFieldSelection<TRow>(this RouteHandlerBuilder endpoint)
        where TRow : notnull =>
        endpoint.WithMetadata(new FieldSelectionMetadata(typeof(TRow))).AddEndpointFilter(new FieldSelectionFilter<TRow>());
}

internal sealed class FieldSelectionFilter<TRow> : IEndpointFilter
    where TRow : notnull
{
    private const char Separator = ',';
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    private Dictionary<string, JsonPropertyInfo>? members;

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var asked = context.HttpContext.Request.Query[FieldSelection.Parameter];
        return asked.Count == 0 ? next(context) : Select(asked.ToString(), context, next);
    }

    private async ValueTask<object?> Select(string asked, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        members ??= MembersOf(context.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value);
        var names = asked.Split(Separator, Trimmed).Distinct(StringComparer.Ordinal).ToList();
        if (names.Find(name => !members.ContainsKey(name)) is not null || names.Count == 0)
        {
            return TypedResults.Problem(Problems.Invalid(
                FieldSelection.Parameter, $"Must be a list of these, separated by commas: {string.Join(", ", members.Keys)}."));
        }

        var selected = names.ConvertAll(name => members[name]);
        var answer = await next(context);
        (answer as IShapedAnswer)?.Shape(value => value switch
        {
            TRow row => Part(row, selected),
            PagedList<TRow> list => new PagedList<object>(Parts(list.Items, selected), list.Page, list.PageSize, list.TotalItems),
            CursorPage<TRow> page => new CursorPage<object>(Parts(page.Items, selected), page.NextCursor),
            _ => value,
        });
        return answer;
    }

    private static Dictionary<string, JsonPropertyInfo> MembersOf(JsonOptions json) => json.SerializerOptions
        .GetTypeInfo(typeof(TRow)).Properties
        .Where(property => property.Get is not null)
        .ToDictionary(property => property.Name, StringComparer.Ordinal);

    private static List<object> Parts(IEnumerable<TRow> rows, List<JsonPropertyInfo> selected) =>
        [.. rows.Select(row => Part(row, selected))];

    private static Dictionary<string, object?> Part(TRow row, List<JsonPropertyInfo> selected) =>
        selected.ToDictionary(member => member.Name, member => member.Get!(row), StringComparer.Ordinal);
}
