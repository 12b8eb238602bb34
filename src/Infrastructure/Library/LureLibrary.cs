using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Library;

/// <summary>The lures that every company finds ready. They live beside this file, one folder for each kind and language.</summary>
internal sealed class LureLibrary(ILureHtml html, TimeProvider clock)
{
    private const string Prefix = "lures/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public IEnumerable<LureTemplate> Read()
    {
        var folders = EmbeddedText.Names(Prefix)
            .Where(name => name.EndsWith("/lure.json", StringComparison.Ordinal))
            .Select(name => name[..(name.LastIndexOf('/') + 1)])
            .Order(StringComparer.Ordinal);
        return folders.Select(Read);
    }

    /// <summary>Makes the database's library equal to this build's. Needs a login that may write platform content.</summary>
    public async Task Publish(AppDbContext db, CancellationToken ct)
    {
        var published = await db.LureTemplates.Where(template => template.CompanyId == null).ToDictionaryAsync(template => template.Id, ct);
        foreach (var lure in Read())
        {
            if (published.Remove(lure.Id, out var existing))
            {
                Update(existing, lure);
            }
            else
            {
                db.Add(lure);
            }
        }

        db.RemoveRange(published.Values);
        await db.SaveChangesAsync(ct);
    }

    private void Update(LureTemplate existing, LureTemplate lure)
    {
        if (JsonSerializer.Serialize(existing.Content, Json) != JsonSerializer.Serialize(lure.Content, Json)
            || (existing.Name, existing.Description, existing.Category) != (lure.Name, lure.Description, lure.Category))
        {
            existing.Edit(new LureDescription(lure.Name, lure.Description, lure.Category), lure.Content, clock.GetUtcNow());
        }
    }

    private LureTemplate Read(string folder)
    {
        var file = JsonSerializer.Deserialize<LureFile>(EmbeddedText.Read(folder + "lure.json"), Json)!;
        var language = folder.TrimEnd('/').Split('/')[^1];
        var content = new LureContent(
            language,
            file.Subject,
            file.SenderName,
            file.SenderLocalPart,
            EmbeddedText.Read(folder + "mail.html"),
            EmbeddedText.Read(folder + "mail.txt"),
            html.CleanLandingPage(EmbeddedText.Read(folder + "landing.html")),
            file.Cues,
            file.Premise);
        return LureTemplate.ForLibrary(file.Id, new LureDescription(file.Name, file.Description, file.Category), content, clock.GetUtcNow());
    }

    private sealed record LureFile(
        Guid Id,
        string Name,
        string Description,
        LureCategory Category,
        string Subject,
        string SenderName,
        string SenderLocalPart,
        Premise Premise,
        IReadOnlyList<Cue> Cues);
}
