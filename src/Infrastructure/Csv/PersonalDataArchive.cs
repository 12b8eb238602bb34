using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People.Privacy;

namespace SecurityTraining.Infrastructure.Csv;

internal sealed class PersonalDataArchive(ICsvWriter csv) : IPersonalDataArchive
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public async Task Write(PersonalData data, Stream output, CancellationToken ct)
    {
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        await using (var file = await archive.CreateEntry("personal-data.json").OpenAsync(ct))
        {
            await JsonSerializer.SerializeAsync(file, data, Json, ct);
        }

        await Add(archive, "simulations.csv", data.Simulations, ct);
        await Add(archive, "sessions.csv", data.Sessions, ct);
        await Add(archive, "mails.csv", data.Mails, ct);
    }

    private async Task Add<TRow>(ZipArchive archive, string name, IAsyncEnumerable<TRow> rows, CancellationToken ct)
    {
        await using var file = await archive.CreateEntry(name).OpenAsync(ct);
        await csv.Write(rows, file, ct);
    }
}
