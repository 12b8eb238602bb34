using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Phishing;

/// <summary>
/// All that somebody can read: every GET operation of the OpenAPI document with every id that is known, every value of its filters and every
/// field that it sorts by. Archives are unpacked.
/// </summary>
internal sealed partial class EveryAnswer : IDisposable
{
    /// <summary>Between the files of an archive.</summary>
    public const char Separator = '\u001e';

    private readonly HttpClient _http;
    private readonly IReadOnlyList<Operation> _operations;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _ids;

    /// <param name="ids">By kind. Operations that name something else are left out.</param>
    public EveryAnswer(ApiHost host, ApiClient reader, IReadOnlyList<Operation> operations, IReadOnlyDictionary<string, IReadOnlyList<string>> ids)
    {
        _http = new HttpClient { BaseAddress = host.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", reader.AccessToken);
        (_operations, _ids) = ([.. operations.Where(operation => operation.IsApi && operation.Method == HttpMethod.Get)], ids);
    }

    /// <returns>By the address that was asked.</returns>
    public async Task<IReadOnlyDictionary<string, string>> Read()
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in _operations)
        {
            foreach (var path in Paths(operation))
            {
                foreach (var query in await Queries(operation, path))
                {
                    answers[path + query] = await Ask(path + query);
                }
            }
        }

        return answers;
    }

    public void Dispose() => _http.Dispose();

    private IEnumerable<string> Paths(Operation operation)
    {
        var paths = IdPosition.Words.Select(word => (Name: word.Key, Values: (IReadOnlyList<string>)[word.Value]))
            .Concat(IdPosition.Of(operation).Where(position => position.Place == Place.Path)
                .GroupBy(position => position.Name, (name, positions) => (Name: name, Values: Known(positions))))
            .Aggregate((IEnumerable<string>)[operation.Path], (some, part) => some.SelectMany(path => path.Contains($"{{{part.Name}}}", StringComparison.Ordinal)
                ? part.Values.Select(value => path.Replace($"{{{part.Name}}}", value, StringComparison.Ordinal))
                : [path]));
        return [.. paths.Distinct(StringComparer.Ordinal)];
    }

    private IReadOnlyList<string> Known(IEnumerable<IdPosition> positions) =>
        [.. positions.SelectMany(position => _ids.GetValueOrDefault(position.Kind) ?? []).Distinct(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<string>> Queries(Operation operation, string path)
    {
        var most = operation.InQuery.Any(parameter => parameter.Name == "pageSize") ? "pageSize=100" : operation.InQuery.Any(parameter => parameter.Name == "limit") ? "limit=100" : "";
        List<string> queries = [$"?{most}"];
        foreach (var parameter in operation.InQuery)
        {
            IEnumerable<string> values = parameter.Name == "sort"
                ? await SortFields(path)
                : IdPosition.Of(operation).Where(position => position.Place == Place.Query && position.Name == parameter.Name) is var named && named.Any()
                ? Known(named)
                : Values(parameter.Schema);
            queries.AddRange(values.Select(value => $"?{most}&{parameter.Name}={value}"));
        }

        return queries;
    }

    private static IEnumerable<string> Values(JsonElement schema) => schema.TryGetProperty("enum", out var values)
        ? values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)
        : schema.TryGetProperty("type", out var type) && type.ToString().Contains("boolean", StringComparison.Ordinal) ? ["true", "false"] : [];

    /// <summary>A wrong field is answered with the right ones.</summary>
    private async Task<IEnumerable<string>> SortFields(string path)
    {
        var answer = await Ask($"{path}?sort=nothing");
        var start = answer.IndexOf("Sort by ", StringComparison.Ordinal);
        return start < 0 ? [] : answer[(start + 8)..answer.IndexOf(';', start)].Split(", ").SelectMany(field => new[] { field, $"-{field}" });
    }

    private async Task<string> Ask(string address)
    {
        using var answer = await _http.GetAsync(address);
        var text = answer.Content.Headers.ContentType?.MediaType == "application/zip"
            ? await Unpack(await answer.Content.ReadAsStreamAsync())
            : await answer.Content.ReadAsStringAsync();
        return $"{(int)answer.StatusCode} {answer.Headers.ETag} {RequestId().Replace(text, "")}";
    }

    private static async Task<string> Unpack(Stream stream)
    {
        using var archive = new ZipArchive(stream);
        var parts = new List<string>();
        foreach (var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            parts.Add($"{entry.FullName}: {await reader.ReadToEndAsync()}");
        }

        return string.Join(Separator, parts);
    }

    [GeneratedRegex(@"(,\s*)?""(requestId|traceId)"":\s*""[^""]*""", RegexOptions.ExplicitCapture)]
    private static partial Regex RequestId();
}
