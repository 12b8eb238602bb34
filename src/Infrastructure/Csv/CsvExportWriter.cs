using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using SecurityTraining.Application.Common;

namespace SecurityTraining.Infrastructure.Csv;

internal sealed class CsvExportWriter : ICsvWriter
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r'],
        InjectionEscapeCharacter = '\'',
        PrepareHeaderForMatch = header => header.Header,
    };

    public async Task Write<TRow>(IAsyncEnumerable<TRow> rows, Stream output, CancellationToken ct)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Configuration);
        csv.Context.TypeConverterOptionsCache.GetOptions<DateTimeOffset>().Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'"];
        csv.Context.TypeConverterOptionsCache.GetOptions<DateTimeOffset?>().Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'"];

        // Not by WriteRecordsAsync, which leaves the sequence open: on PostgreSQL the next query of the scope would find its reader in the way.
        csv.WriteHeader<TRow>();
        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(ct))
        {
            csv.WriteRecord(row);
            await csv.NextRecordAsync();
        }
    }
}
