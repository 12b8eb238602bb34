namespace SecurityTraining.Application.Common;

/// <summary>Writes tables as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets know), harmless to open: no cell can be a formula.</summary>
public interface ICsvWriter
{
    Task Write<TRow>(IAsyncEnumerable<TRow> rows, Stream output, CancellationToken ct);
}
