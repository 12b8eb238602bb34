using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace SecurityTraining.WebApi.Http;

/// <summary>Rows as a file of JSON objects, one a line, written while they are read.</summary>
internal static class JsonLinesDownload
{
    public const string MediaType = "application/jsonl";

    private const int BufferBytes = 64 * 1024;

    private static readonly byte[] NewLine = [(byte)'\n'];

    public static IResult Of<TRow>(IOptions<JsonOptions> json, IAsyncEnumerable<TRow> rows, string name) => Results.Stream(
        stream => Write(rows, stream, json.Value.SerializerOptions),
        MediaType,
        $"{name}.jsonl");

    private static async Task Write<TRow>(IAsyncEnumerable<TRow> rows, Stream output, JsonSerializerOptions json)
    {
        await using var buffer = new BufferedStream(output, BufferBytes);
        await foreach (var row in rows)
        {
            await buffer.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(row, json));
            await buffer.WriteAsync(NewLine);
        }

        await buffer.FlushAsync();
    }
}
