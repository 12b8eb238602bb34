using System.Text.Json;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Story;

/// <content>What the company sees in the end, held against what its people did.</content>
public sealed partial class WholeStoryTests
{
    private static void CheckSummary(JsonElement summary, IReadOnlyList<Player> people)
    {
        int Count(string name) => summary.GetProperty(name).GetInt32();
        (Count("recipients"), Count("sent"), Count("failed")).ShouldBe((People, People, 0));
        (Count("opened"), Count("clicked"), Count("submitted"), Count("reported")).ShouldBe((
            people.Count(one => one.HasOpened), people.Count(one => one.HasClicked), people.Count(one => one.HasSubmitted), people.Count(one => one.HasReported)));
    }

    private static void CheckResults(IReadOnlyList<JsonElement> results, IReadOnlyList<Player> people)
    {
        results.Count.ShouldBe(People);
        var byEmail = results.ToDictionary(row => row.GetProperty("email").GetString()!, StringComparer.Ordinal);
        foreach (var one in people)
        {
            var row = byEmail[one.Email];
            bool Has(string name) => row.GetProperty(name).ValueKind != JsonValueKind.Null;
            row.GetProperty("delivery").GetString().ShouldBe("sent");
            row.GetProperty("department").GetString().ShouldBe(one.Department);
            (Has("openedAt"), Has("clickedAt"), Has("submittedAt"), Has("reportedAt"))
                .ShouldBe((one.HasOpened, one.HasClicked, one.HasSubmitted, one.HasReported), one.Email);
        }
    }

    private static void CheckTimeline(IReadOnlyList<JsonElement> timeline, IReadOnlyList<Player> people)
    {
        timeline.Select(line => line.GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(timeline.Count, "no line twice");
        var lines = timeline.ToLookup(line => line.GetProperty("email").GetString()!, StringComparer.Ordinal);
        foreach (var one in people)
        {
            lines[one.Email].Reverse().Select(line => (line.GetProperty("kind").GetString(), line.GetProperty("verdict").GetString()))
                .ShouldBe(one.Acts.Select(Line).Prepend(("sent", "human")), one.Email);
        }

        lines.SelectMany(all => all).Where(line => line.GetProperty("kind").GetString() is "clicked" && line.GetProperty("verdict").GetString() == "human")
            .ShouldAllBe(line => line.GetProperty("client").GetString() == "Chrome on Windows");
    }

    private static (string? Kind, string? Verdict) Line(Act act) => act switch
    {
        Act.Open => ("opened", "human"),
        Act.Click => ("clicked", "human"),
        Act.Submit => ("submitted", "human"),
        Act.ScannerClick or Act.HeadClick => ("clicked", "scanner"),
        Act.PrefetchOpen => ("opened", "prefetch"),
        _ => ("reported", "human"),
    };

    private static void CheckExport(ApiAnswer export)
    {
        export.ContentHeaders.ContentType!.MediaType.ShouldBe("text/csv");
        export.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(People + 1);
    }
}
