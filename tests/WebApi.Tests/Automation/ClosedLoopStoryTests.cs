using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Automation;

public sealed class ClosedLoopStoryTests
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Nele = "nele@loop.example.com";
    private const string Ole = "ole@loop.example.com";
    private const string Mona = "mona@loop.example.com";

    [Theory, ClassData(typeof(Engines))]
    public async Task Three_rounds_in_which_a_clicker_is_enrolled_by_a_rule_learns_and_is_less_at_risk(DatabaseProvider provider)
    {
        var clock = new ShiftedClock();
        await using var host = await ApiHost.Start(provider, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var company = await host.RegisterCompany("loop");
        var admin = company.Admin;
        var (course, lesson) = await AddCourse(admin);
        await AddPerson(Mona, manager: null);
        var nele = await AddPerson(Nele, Mona);
        var ole = await AddPerson(Ole, Mona);
        var rule = await Make(admin, "/api/v1/automation/rules", new
        {
            name = "Clickers learn",
            trigger = new { kind = "clicked" },
            actions = new object[] { new { kind = "enroll", courseId = course, dueDays = 5 }, new { kind = "notifyManager", message = "Please ask them kindly." } },
            cooldownDays = 30,
        });

        // First round: both are taken in, and are to learn from it.
        var before = await RiskOf(nele);
        await Launch(round: 1);
        await Click(Nele, round: 1);
        await Click(Ole, round: 1);
        var enrolled = await WhileTimePasses(Eventually.Get(
            async () => (await (await Admin()).Get($"/api/v1/enrollments?courseId={course}")).Successful().Json.GetProperty("items"),
            items => items.GetArrayLength() == 2));
        await WhileTimePasses(host.Mailbox.MailTo(Mona, "Please ask them kindly."));
        var clicked = await WhileTimePasses(Eventually.Get(() => RiskOf(nele), score => score > before));
        var actions = (await (await Admin()).Get($"/api/v1/automation/actions?ruleId={rule}&userId={nele}")).Successful().Json.GetProperty("items");
        actions.EnumerateArray().Select(action => (action.GetProperty("kind").GetString(), action.GetProperty("outcome").GetString(), action.GetProperty("trigger").GetString()))
            .ShouldBe([("notifyManager", "done", "clicked"), ("enroll", "done", "clicked")], ignoreOrder: true);

        // Nele learns, Ole does not, and their manager hears of it.
        var learner = (await host.SignInWithoutPassword(company.Id, Guid.Parse(nele))).Client;
        var enrollment = enrolled.EnumerateArray().Single(item => item.GetProperty("userId").GetString() == nele).GetProperty("id").GetString();
        (await learner.Send(HttpMethod.Put, $"/api/v1/enrollments/{enrollment}/lessons/{lesson}/progress", JsonContent.Create(new { completed = true }))).Successful();
        (await learner.Get($"/api/v1/enrollments/{enrollment}")).Successful().Json.GetProperty("status").GetString().ShouldBe("completed");
        clock.Move(TimeSpan.FromDays(8.1));
        var digest = await WhileTimePasses(host.Mailbox.MailTo(Mona, "These people have not completed a course in time"));
        digest.TextBody!.ShouldContain("Ole Loop");
        digest.TextBody!.ShouldNotContain("Nele Loop");

        // Second and third round: she recognises them.
        await Launch(round: 2);
        await Report(Nele, nele, round: 2);
        var second = await WhileTimePasses(Eventually.Get(() => RiskOf(nele), score => score < clicked));
        await Launch(round: 3);
        await Report(Nele, nele, round: 3);
        await Click(Ole, round: 3);
        var third = await WhileTimePasses(Eventually.Get(() => RiskOf(nele), score => score < second));
        third.ShouldBeLessThan(before);
        (await RiskOf(ole)).ShouldBeGreaterThan(third);
        (await (await Admin()).Get($"/api/v1/enrollments?courseId={course}")).Json.GetProperty("items").GetArrayLength()
            .ShouldBe(2, "Ole is in the course already, and the rule is cooling down");

        async Task<ApiClient> Admin() => (await host.SignInWithoutPassword(company.Id, company.AdminId)).Client;

        Task<string> AddPerson(string email, string? manager) => Make(
            admin, "/api/v1/users", new { email, firstName = char.ToUpperInvariant(email[0]) + email[1..email.IndexOf('@', StringComparison.Ordinal)], lastName = "Loop", language = "en", managerEmail = manager });

        async Task<int> RiskOf(string person) => (await (await Admin()).Get($"/api/v1/analytics/users/{person}")).Successful().Json.GetProperty("score").GetInt32();

        async Task Launch(int round)
        {
            var client = await Admin();
            var template = await Make(client, "/api/v1/phishing/templates", new
            {
                name = $"Round {round}",
                subject = $"Round {round}",
                senderName = "IT",
                html = "<a href=\"{{link}}\">here</a>",
                text = $"round-{round} {{{{link}}}}",
                landingHtml = "<form><button>OK</button></form>",
                language = "en",
            });
            var simulation = await Make(client, "/api/v1/phishing/simulations", new { name = $"Round {round}", templateIds = new[] { template }, recipients = new { userIds = new[] { nele, ole } } });
            (await client.Post($"/api/v1/phishing/simulations/{simulation}/launch")).Successful();
        }

        Task<string> Token(string email, int round) => host.Mailbox.TokenFor(email, $"round-{round} http://training.test/t/");

        async Task Click(string email, int round) =>
            (await host.Anonymous.Get($"/t/{await Token(email, round)}", ("User-Agent", Browser))).Successful();

        async Task Report(string email, string person, int round)
        {
            var token = await Token(email, round);
            var reporter = (await host.SignInWithoutPassword(company.Id, Guid.Parse(person))).Client;
            (await reporter.Post("/api/v1/phishing/reports", new { token })).Successful().Json.GetProperty("simulation").GetBoolean().ShouldBeTrue();
        }

        // A worker that was looking at the moment when time moved looks again some minutes later.
        async Task<T> WhileTimePasses<T>(Task<T> wait)
        {
            while (await Task.WhenAny(wait, Task.Delay(100)) != wait)
            {
                clock.Move(TimeSpan.FromSeconds(60));
            }

            return await wait;
        }
    }

    private static async Task<string> Make(ApiClient client, string path, object? body = null) => (await client.Post(path, body)).Successful().Id.ToString();

    private static async Task<(string Course, string Lesson)> AddCourse(ApiClient admin)
    {
        var course = await Make(admin, "/api/v1/courses", new { title = "Look twice" });
        var module = await Make(admin, $"/api/v1/courses/{course}/modules", new { title = "One" });
        var lesson = await Make(admin, $"/api/v1/courses/{course}/modules/{module}/lessons", new { title = "Why", markdown = "# Why" });
        (await admin.Post($"/api/v1/courses/{course}/publish")).Successful();
        return (course, lesson);
    }
}
