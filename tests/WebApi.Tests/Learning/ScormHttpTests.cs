using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.TestKit.Scorm;

namespace SecurityTraining.WebApi.Tests.Learning;

public sealed class ScormHttpTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Late_and_repeated_messages_undo_nothing(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var course = await ScormCourse.Create(host, await host.RegisterCompany("alpaca"), ScormLearner.Package("course", "scorm12"));
        var url = await course.Launch();
        (await course.Ask(url)).Body.ShouldContain("\"opening\":1");

        var newest = await course.Commit(url, 1, 3, Told("page3", "passed", "90", "00:01:00"));
        newest.Successful().Json.GetProperty("newest").GetBoolean().ShouldBeTrue();
        (await course.Commit(url, 1, 2, Told("page2", "incomplete", "", "00:00:40"))).Successful().Json.GetProperty("newest").GetBoolean().ShouldBeFalse();
        (await course.Commit(url, 1, 3, Told("page1", "failed", "0", "00:09:00"))).Successful().Json.GetProperty("newest").GetBoolean().ShouldBeFalse();
        (await course.Result()).ShouldBe(("completed", 90));

        var again = await course.Ask(url);
        again.Body.ShouldContain("\"opening\":2");
        again.Body.ShouldContain("page3");
        again.Body.ShouldContain("\"totalTime\":\"0000:01:00\"");
        (await course.Commit(url, 2, 1, Told("page4", "incomplete", "", "00:00:30"))).Successful();
        (await course.Commit(url, 1, 9, Told("page1", "failed", "0", "00:05:00"))).Successful().Json.GetProperty("newest").GetBoolean().ShouldBeFalse();
        (await course.Ask(url)).Body.ShouldContain("\"totalTime\":\"0000:01:30\"");
        (await course.Result()).ShouldBe(("completed", 90));

        (await course.Commit(url, 99, 1, Told("page9", "passed", "100", "00:00:01"))).Successful().Json.GetProperty("newest").GetBoolean().ShouldBeFalse();
        (await course.Commit(url, 3, 1, new() { ["other"] = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await course.Commit(url, 3, 1, new() { ["cmi.suspend_data"] = new string('x', 400_001) })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_launch_opens_one_package_at_its_own_origin_and_ends_with_the_session()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var course = await ScormCourse.Create(host, company, ScormLearner.Package("course", "scorm12"));
        var url = await course.Launch();
        new Uri(url).Host.ShouldEndWith(".packages.test");

        var script = (await course.Ask(url, "files/course.js")).Successful();
        (script.Header("Content-Type"), script.Header("X-Content-Type-Options")).ShouldBe(("text/javascript", "nosniff"));
        script.Header("Content-Security-Policy")!.ShouldContain("connect-src 'self'");
        script.Header("Cache-Control").ShouldBe("max-age=14400, private");
        var part = await course.Ask(url, "files/style.css", headers: ("Range", "bytes=0-3"));
        (part.Status, part.Body).ShouldBe((HttpStatusCode.PartialContent, "body"));
        (await course.Ask(url, "files/course.js", headers: ("Service-Worker", "script"))).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var path in (string[])["", "..%2fcommits", "%2e%2e%2findex.html", "..%5cindex.html", "%2fetc%2fpasswd", "list", "INDEX.html/", "index.html%20"])
        {
            (await course.Ask(url, $"files/{path}")).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }

        var (token, home) = (new Uri(url).AbsolutePath, new Uri(url).Authority);
        (await host.Anonymous.Get(token)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await company.Admin.Get("/api/v1/users/me", ("Host", home))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.Anonymous.Get("/docs", ("Host", home))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.WithToken(token.Split('/')[2]).Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await course.Ask($"http://{home}/scorm/{new string('A', 64)}/")).Code.ShouldBe("scorm_launch_invalid");

        var other = await host.SignInWithoutPassword(company.Id, (await company.Admin.Post("/api/v1/users", new
        {
            email = "emil@alpaca.example.com",
            firstName = "Emil",
            lastName = "E",
            role = "employee",
        })).Successful().Id);
        (await other.Client.Post($"/api/v1/enrollments/{course.EnrollmentId}/lessons/{course.LessonId}/launch")).Status.ShouldBe(HttpStatusCode.NotFound);

        (await company.Admin.Send(HttpMethod.Put, $"/api/v1/enrollments/{course.EnrollmentId}/lessons/{course.LessonId}/progress", System.Net.Http.Json.JsonContent.Create(new { completed = true })))
            .Status.ShouldBe(HttpStatusCode.Conflict);
        var session = (await company.Admin.Get("/api/v1/auth/sessions")).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("current").GetBoolean());
        (await company.Admin.Delete($"/api/v1/auth/sessions/{session.GetProperty("id").GetString()}")).Successful();
        (await course.Ask(url, "files/course.js")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await course.Commit(url, 1, 1, Told("page2", "passed", "100", "00:00:01"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Dictionary<string, string> Told(string place, string status, string score, string time) => new(StringComparer.Ordinal)
    {
        ["cmi.core.lesson_location"] = place,
        ["cmi.core.lesson_status"] = status,
        ["cmi.core.score.raw"] = score,
        ["cmi.core.session_time"] = time,
    };
}
