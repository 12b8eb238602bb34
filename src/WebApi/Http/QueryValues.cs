using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using SecurityTraining.WebApi.Http.Json;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// Makes the query speak the language of the bodies: enums in camelCase, moments in UTC. The framework itself would want C#'s spelling,
/// would take any number for an enum, and would pass on offsets that PostgreSQL refuses.
/// </summary>
internal sealed class QueryValues(RequestDelegate next)
{
    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue || context.GetEndpoint()?.Metadata.GetMetadata<Parameters>() is not { } parameters)
        {
            return next(context);
        }

        var query = context.Request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, translate, expectation) in parameters.Translated)
        {
            if (!query.TryGetValue(name, out var given))
            {
                continue;
            }

            var translated = Array.ConvertAll(given.ToArray(), value => translate(value ?? ""));
            if (Array.Exists(translated, value => value is null))
            {
                return Problems.Write(context, Problems.Invalid(name, expectation));
            }

            query[name] = new StringValues(translated);
        }

        context.Features.Set<IQueryFeature>(new QueryFeature(new QueryCollection(query)));
        return next(context);
    }

    /// <summary>Finds among the parameters of an endpoint that is being built those that need translation.</summary>
    public static void Prepare(EndpointBuilder endpoint)
    {
        List<Parameter> translated = [.. endpoint.Metadata.OfType<IParameterBindingMetadata>().Select(Translation).OfType<Parameter>()];
        if (translated.Count > 0)
        {
            endpoint.Metadata.Add(new Parameters(translated));
        }
    }

    private static Parameter? Translation(IParameterBindingMetadata parameter)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);
        var type = parameter.ParameterInfo.ParameterType;
        type = type.IsArray ? type.GetElementType()! : type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateTimeOffset))
        {
            return new(name, ToUtc, "Must be a date or an RFC 3339 timestamp with an offset, such as 2026-11-23T09:30:00Z.");
        }

        if (!type.IsEnum)
        {
            return null;
        }

        var spellings = NamedEnumConverterFactory.NamesOf(type).Zip(Enum.GetNames(type)).ToDictionary(StringComparer.Ordinal);
        return new(name, value => spellings.GetValueOrDefault(value), $"Must be one of: {string.Join(", ", spellings.Keys)}.");
    }

    private static string? ToUtc(string value) =>
        DateTimeOffset.TryParseExact(value, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)
            : null;

    /// <param name="Name">As callers write it.</param>
    /// <param name="Translate">Into what the framework reads; null for what callers may not write.</param>
    /// <param name="Expectation">What to tell those who did.</param>
    private sealed record Parameter(string Name, Func<string, string?> Translate, string Expectation);

    private sealed record Parameters(List<Parameter> Translated);
}
