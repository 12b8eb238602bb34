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
    private const string Pia = "pia@loop.example.com";
    private const string Mona = "mona@loop.example.com";

    /// <summary>How hard the lures were that each person got, round by round.</summary>
    private static readonly Dictionary<string, string[]> Ladder = new(StringComparer.Ordinal)
    {
        [Nele] = ["moderateToLeast", "least", "moderateToLeast"],
        [Ole] = ["moderateToLeast", "least", "least"],
        [Pia] = ["moderateToLeast", "moderate", "very"],
    };

    [Theory, ClassData(typeof(Engines))]
    public async Task Three_adaptive_rounds_in_which_a_clicker_is_enrolled_by_a_rule_learns_climbs_and_is_less_at_risk(DatabaseProvider provider)
    {
        var clock = new ShiftedClock();
        await using var host = await ApiHost.Start(provider, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var company = await host.RegisterCompany("loop");
        var admin = company.Admin;
        var (course, lesson) = await AddCourse(admin);
        var mona = await AddPerson(Mona, manager: null);
        var nele = await AddPerson(Nele, Mona);
        var ole = await AddPerson(Ole, Mona);
        var pia = await AddPerson(Pia, Mona);
        var rule = await Make(admin, "/api/v1/automation/rules", new
        {
            name = "Clickers learn",
            trigger = new { kind = "clicked" },
            actions = new object[] { new { kind = "enroll", courseId = course, dueDays = 5 }, new { kind = "notifyManager", message = "Please ask them kindly." } },
            cooldownDays = 30,
        });
        var programme = await Make(admin, "/api/v1/phishing/programmes", new
        {
            name = "Monthly test",
            rhythm = new { frequency = "monthly", workingDay = 5, from = "09:00:00", to = "15:00:00" },
            templateIds = await AddLures(admin),
            selection = "adaptive",
            recipients = new { all = true, excluded = new { userIds = new[] { mona, company.AdminId.ToString() } } },
        });

        // First round: two are taken in, and are to learn from it.
        var before = await RiskOf(nele);
        var lures = await Round(1);
        await Click(lures[Nele]);
        await Click(lures[Ole]);
        await Report(lures[Pia], pia);
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

        // Second and third round: she recognises them, of which the third is harder again.
        lures = await Round(2);
        await Report(lures[Nele], nele);
        await Click(lures[Ole]);
        await Report(lures[Pia], pia);
        var second = await WhileTimePasses(Eventually.Get(() => RiskOf(nele), score => score < clicked));
        lures = await Round(3);
        await Report(lures[Nele], nele);
        await Click(lures[Ole]);
        var third = await WhileTimePasses(Eventually.Get(() => RiskOf(nele), score => score < before));
        third.ShouldBeLessThan(second);
        (await WhileTimePasses(Eventually.Get(() => RiskOf(ole), score => score > third))).ShouldBeGreaterThan(third);
        (await (await Admin()).Get($"/api/v1/enrollments?courseId={course}")).Json.GetProperty("items").GetArrayLength()
            .ShouldBe(2, "Ole is in the course already");

        async Task<ApiClient> Admin() => (await host.SignInWithoutPassword(company.Id, company.AdminId)).Client;

        Task<string> AddPerson(string email, string? manager) => Make(
            admin, "/api/v1/users", new { email, firstName = char.ToUpperInvariant(email[0]) + email[1..email.IndexOf('@', StringComparison.Ordinal)], lastName = "Loop", language = "en", managerEmail = manager });

        async Task<int> RiskOf(string person) => (await (await Admin()).Get($"/api/v1/analytics/users/{person}")).Successful().Json.GetProperty("score").GetInt32();

        // Lets the day of the next run come; then everybody's mail tells, by its link, which lure it is.
        async Task<Dictionary<string, string>> Round(int round)
        {
            var next = (await (await Admin()).Get($"/api/v1/phishing/programmes/{programme}")).Successful().Json.GetProperty("nextRunAt").GetDateTimeOffset();
            clock.Move(next - clock.GetUtcNow() + TimeSpan.FromMinutes(1));
            var runs = await WhileTimePasses(Eventually.Get(
                async () => (await (await Admin()).Get($"/api/v1/phishing/programmes/{programme}/runs")).Successful().Json.GetProperty("items"), items => items.GetArrayLength() == round), TimeSpan.FromSeconds(5));
            var simulation = runs[0].GetProperty("simulationId").GetString();
            var plan = await WhileTimePasses(Eventually.Get(
                async () => (await (await Admin()).Get($"/api/v1/phishing/simulations/{simulation}/plan")).Successful().Json, json => json.GetProperty("isFinal").GetBoolean()));
            var people = plan.GetProperty("people").GetProperty("items").EnumerateArray().ToDictionary(row => row.GetProperty("email").GetString()!);
            people.ToDictionary(row => row.Key, row => row.Value.GetProperty("difficulty").GetString()).ShouldBe(
                Ladder.ToDictionary(steps => steps.Key, steps => (string?)steps.Value[round - 1]), ignoreOrder: true);
            var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (email, row) in people)
            {
                tokens.Add(email, await WhileTimePasses(host.Mailbox.TokenFor(email, $"{row.GetProperty("templateName").GetString()} http://training.test/t/")));
            }

            return tokens;
        }

        async Task Click(string token) => (await host.Anonymous.Get($"/t/{token}", ("User-Agent", Browser))).Successful();

        async Task Report(string token, string person)
        {
            var reporter = (await host.SignInWithoutPassword(company.Id, Guid.Parse(person))).Client;
            (await reporter.Post("/api/v1/phishing/reports", new { token })).Successful().Json.GetProperty("simulation").GetBoolean().ShouldBeTrue();
        }

        // A worker that was looking at the moment when time moved looks again some minutes later.
        // Slowly where something must be done within its hour.
        async Task<T> WhileTimePasses<T>(Task<T> wait, TimeSpan? step = null)
        {
            while (await Task.WhenAny(wait, Task.Delay(100)) != wait)
            {
                clock.Move(step ?? TimeSpan.FromSeconds(60));
            }

            return await wait;
        }
    }

    /// <summary>Two lures for each rung of the ladder: few cues and a fitting premise make one hard to notice.</summary>
    private static async Task<List<string>> AddLures(ApiClient admin)
    {
        var ids = new List<string>();
        foreach (var (rung, cues, fit) in ((string, int, int)[])[("least", 15, 0), ("moderate-to-least", 10, 0), ("moderate", 5, 0), ("very", 5, 4)])
        {
            foreach (var number in (int[])[1, 2])
            {
                ids.Add(await Make(admin, "/api/v1/phishing/templates", new
                {
                    name = $"Rung {rung} {number}",
                    subject = "Something to do",
                    senderName = "IT",
                    html = "<a href=\"{{link}}\">here</a>",
                    text = $"Rung {rung} {number} {{{{link}}}}",
                    landingHtml = "<form><button>OK</button></form>",
                    language = "en",
                    cues = new[] { new { kind = "senseOfUrgency", target = "subject", mark = (int?)null, count = cues, title = "Hurry", explanation = "Nothing is as urgent." } },
                    premise = new { mimicsProcess = fit, workplaceRelevance = fit, alignsWithEvents = fit, consequenceConcern = fit, priorTraining = 0 },
                }));
            }
        }

        return ids;
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
