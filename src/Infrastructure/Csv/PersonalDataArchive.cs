using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People.Privacy;

namespace SecurityTraining.Infrastructure.Csv;

internal sealed class PersonalDataArchive(ICsvWriter csv) : IPersonalDataArchive
{
    private const int BufferSize = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>By way of the disk: an archive writes some of its bytes synchronously, which a response does not take.</summary>
    public async Task Write(PersonalData data, Stream output, CancellationToken ct)
    {
        await using var file = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await Pack(data, file, ct);
        file.Position = 0;
        await file.CopyToAsync(output, ct);
    }

    private async Task Pack(PersonalData data, Stream output, CancellationToken ct)
    {
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        await using (var file = await archive.CreateEntry("profile.json").OpenAsync(ct))
        {
            await JsonSerializer.SerializeAsync(file, new { data.Profile, data.FormerEmails, data.Groups, data.MailPreferences }, Json, ct);
        }

        await Add(archive, "simulations", data.Simulations, ct);
        await Add(archive, "hits", data.Hits, ct);
        await Add(archive, "sessions", data.Sessions, ct);
        await Add(archive, "sign-on", data.SignOns, ct);
        await Add(archive, "mails", data.Mails, ct);
        await Add(archive, "risk-events", data.RiskEvents, ct);
        await Add(archive, "risk-scores", data.RiskScores, ct);
        await Add(archive, "courses", data.Courses, ct);
        await Add(archive, "quiz-attempts", data.QuizAttempts, ct);
        await Add(archive, "packages", data.Packages, ct);
        await Add(archive, "certificates", data.Certificates, ct);
        await Add(archive, "points", data.Points, ct);
        await Add(archive, "campaigns", data.Campaigns, ct);
        await Add(archive, "reported-mails", data.ReportedMails, ct);
        await Add(archive, "automation-actions", data.AutomationActions, ct);
        await Add(archive, "webhook-deliveries", data.WebhookDeliveries, ct);
    }

    /// <summary>As JSON and as CSV, each read anew: so that there may be any number of rows.</summary>
    private async Task Add<TRow>(ZipArchive archive, string name, IAsyncEnumerable<TRow> rows, CancellationToken ct)
    {
        await using (var file = await archive.CreateEntry($"{name}.json").OpenAsync(ct))
        {
            await JsonSerializer.SerializeAsync(file, rows, Json, ct);
        }

        await using var table = await archive.CreateEntry($"{name}.csv").OpenAsync(ct);
        await csv.Write(rows, table, ct);
    }
}
