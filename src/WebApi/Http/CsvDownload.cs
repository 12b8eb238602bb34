using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http;

/// <summary>A table as a file for a spreadsheet, written while it is read.</summary>
internal static class CsvDownload
{
    public const string MediaType = "text/csv";

    public static IResult Of<TRow>(ICsvWriter csv, IAsyncEnumerable<TRow> rows, string name) => Results.Stream(
        stream => csv.Write(rows, stream, CancellationToken.None),
        MediaType,
        $"{name}.csv");
}
