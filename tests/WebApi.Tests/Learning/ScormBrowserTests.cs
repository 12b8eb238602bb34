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
    private static readonly int[] Top = [];
    private static readonly int[] FramedPackage = [0, 0];
    private static readonly int[] FramedPage = [0, 0, 0];

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

    [Theory]
    [InlineData("scorm12")]
    [InlineData("scorm2004")]
    public async Task Whoever_shows_a_package_hears_that_its_launch_is_over(string standard)
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>
        {
            ["Cors:AllowedOrigins:0"] = "http://training.test",
        });
        var company = await host.RegisterCompany("alpaca");
        var course = await ScormCourse.Create(host, company, ScormLearner.Package("course", standard));

        var (texts, _) = await ScormLearner.Learn(
            host.Address,
            "",
            Picture($"{standard}-lost"),
            [
                new { frame = FramedPackage, read = "#status", until = "ab-initio" },
                new { frame = Top, click = "#withdraw" },
                new { frame = Top, read = "#withdraw", until = "204" },
                new { frame = FramedPage, click = "#next" },
                new { frame = Top, read = "#told", until = "lost" },
            ],
            await Frontend(course));

        texts[^1].ShouldBe("lost");
    }

    [Fact]
    public async Task A_package_has_finished_when_what_it_said_has_been_taken_in()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>
        {
            ["Cors:AllowedOrigins:0"] = "http://training.test",
        });
        var course = await ScormCourse.Create(host, await host.RegisterCompany("alpaca"), ScormLearner.Package("course", "scorm2004"));

        var (texts, _) = await ScormLearner.Learn(
            host.Address,
            "",
            Picture("finished"),
            [
                new { frame = FramedPage, click = "#next" },
                new { frame = FramedPage, click = "#right" },
                new { frame = Top, read = "#told", until = "finished" },
                new { frame = Top, read = "#status", until = "completed" },
            ],
            await Frontend(course));

        texts.ShouldBe(["finished", "completed"]);
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

    /// <summary>Shows what it is told by the package, and what the enrollment says at that moment; a click takes the course off the learner.</summary>
    private static async Task<string> Frontend(ScormCourse course) =>
        $$"""
          <p id="told"></p><p id="status"></p><button id="withdraw">Withdraw</button>
          <script>
            const call = method => fetch('/api/v1/enrollments/{{course.EnrollmentId}}', { method, headers: { Authorization: 'Bearer {{course.Learner.AccessToken}}' } });
            const show = (id, text) => document.getElementById(id).textContent = text;
            document.getElementById('withdraw').onclick = async event => show('withdraw', (await call('DELETE')).status);
            addEventListener('message', async event => {
              if (!event.data.scorm) return;
              show('told', document.getElementById('told').textContent + event.data.scorm);
              const answer = await call('GET');
              show('status', answer.ok ? (await answer.json()).status : answer.status);
            });
          </script>
          <iframe src="{{await course.Launch()}}" width="800" height="200"></iframe>
          """;

    private static async Task<(string[] Texts, string Url)> Learn(ScormCourse course, string standard, params object[] steps) =>
        await ScormLearner.Learn(course.Host.Address, await course.Launch(), Picture(standard), steps);

    private static string Picture(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "securitytraining-screenshots")).FullName, $"{name}.png");
}
