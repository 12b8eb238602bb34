using System.Text.Json;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.TestKit.Scorm;

namespace SecurityTraining.WebApi.Tests.Learning;

public sealed class ScormBrowserTests
{
    private static readonly int[] Package = [0];
    private static readonly int[] Page = [0, 0];

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "scorm12", "not attempted")]
    [InlineData(DatabaseProvider.Postgres, "scorm12", "not attempted")]
    [InlineData(DatabaseProvider.Sqlite, "scorm2004", "unknown")]
    [InlineData(DatabaseProvider.Postgres, "scorm2004", "unknown")]
    public async Task A_package_is_begun_left_taken_up_again_and_passed(DatabaseProvider provider, string standard, string untouched)
    {
        await using var host = await ApiHost.Start(provider);
        var course = await ScormCourse.Create(host, await host.RegisterCompany("alpaca"), ScormLearner.Package("course", standard));

        var (begun, _) = await Learn(
            course,
            standard,
            new { frame = Package, read = "#status", until = "ab-initio" },
            new { frame = Page, click = "#next" },
            new { frame = Package, read = "#status", until = "kept: 0" },
            new { frame = Page, read = "h2", until = "Page 2" });
        begun[0].ShouldBe($"ab-initio / {untouched} /  / alpaca, Ada");
        (await course.Result()).ShouldBe(("inProgress", null));

        var (resumed, _) = await Learn(
            course,
            standard,
            new { frame = Package, read = "#status", until = "resume" },
            new { frame = Page, click = "#right" },
            new { frame = Package, read = "#status", until = "finished: 0" });
        resumed[0].ShouldBe("resume / incomplete / page2 / alpaca, Ada");
        (await Eventually.Get(course.Result, result => result.Status == "completed")).ShouldBe(("completed", 90));

        var page = await course.Ask(await course.Launch());
        page.Body.ShouldContain(standard == "scorm12" ? "\"totalTime\":\"0000:02:15\"" : "\"totalTime\":\"PT0H2M15S\"");
    }

    [Fact]
    public async Task A_hostile_package_gets_nothing_of_the_learner_or_of_others()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>
        {
            ["Cors:AllowedOrigins:0"] = "http://training.test",
        });
        var company = await host.RegisterCompany("alpaca");
        var hostile = await ScormCourse.Create(host, company, ScormLearner.Package("attack"));
        var neighbour = await ScormCourse.Create(host, company, ScormLearner.Package("course", "scorm12"));
        var around =
            $"""
             <h1>Our academy</h1>
             <script>localStorage.setItem('accessToken', '{company.Admin.AccessToken}')</script>
             <iframe src="{await hostile.Launch()}" width="800" height="200"></iframe>
             <iframe src="{await neighbour.Launch()}" name="neighbour" width="800" height="200"></iframe>
             """;

        var (texts, url) = await ScormLearner.Learn(
            host.Address, "", Picture("attack"), [new { frame = new[] { 0, 0 }, read = "#loot", until = "tried" }], around);

        var seen = JsonSerializer.Deserialize<JsonElement>(texts[0]);
        seen.GetProperty("loot").EnumerateArray().Select(loot => loot.GetString()).ShouldBe(["its own file: 200 Free prizes"]);
        seen.GetProperty("tried").GetInt32().ShouldBe(42);
        url.ShouldBe("http://training.test/frontend");
        (await neighbour.Result()).Status.ShouldNotBe("completed");
        (await company.Admin.Get("/api/v1/users/me")).Successful();
    }

    private static async Task<(string[] Texts, string Url)> Learn(ScormCourse course, string standard, params object[] steps) =>
        await ScormLearner.Learn(course.Host.Address, await course.Launch(), Picture(standard), steps);

    private static string Picture(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "securitytraining-screenshots")).FullName, $"{name}.png");
}
