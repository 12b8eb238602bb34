using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Learning;

public sealed class NewcomerStoryTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_newcomer_is_enrolled_reminded_fails_passes_and_is_certified(DatabaseProvider provider)
    {
        var clock = new ShiftedClock();
        await using var host = await ApiHost.Start(provider, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var company = await host.RegisterCompany("alpaca");
        var admin = company.Admin;
        var course = await Course.Create(admin);
        var department = await Make(admin, "/api/v1/departments", new { name = "Sales" });
        await Make(admin, "/api/v1/enrollments", new { courseId = course.Id, departmentIds = new[] { department }, dueDays = 8 });

        const string Email = "nele@alpaca.example.com";
        var person = await Make(admin, "/api/v1/users", new { email = Email, firstName = "Nele", lastName = "Neu", departmentId = department, language = "en" });
        clock.Move(TimeSpan.FromMinutes(31));
        var enrollment = await WhileTimePasses(Eventually.Get(
            async () => (await (await SignIn()).Get("/api/v1/users/me/enrollments")).Successful().Json.GetProperty("items"), items => items.GetArrayLength() == 1));
        var path = $"/api/v1/enrollments/{enrollment[0].GetProperty("id").GetString()}";

        clock.Move(TimeSpan.FromDays(1.1));
        (await WhileTimePasses(host.Mailbox.MailTo(Email, "is to be completed by"))).Subject.ShouldBe("Reminder: Safe at work");
        var learner = await SignIn();
        foreach (var lesson in course.Texts)
        {
            (await learner.Get($"{path}/lessons/{lesson}")).Successful();
            (await Put($"{path}/lessons/{lesson}/progress", new { completed = true })).Successful();
        }

        var clicked = (await learner.Post($"{path}/lessons/{course.Exercise}/exercise", new { regions = new[] { "hurry" } })).Successful();
        clicked.Json.GetProperty("passed").GetBoolean().ShouldBeTrue();
        (await Try(rightly: false)).ShouldBe((0, false));

        clock.Move(TimeSpan.FromDays(7.9));
        (await WhileTimePasses(host.Mailbox.MailTo(Email, "was due on"))).Subject.ShouldBe("Overdue: Safe at work");
        learner = await SignIn();
        (await learner.Get(path)).Successful().Json.GetProperty("overdue").GetBoolean().ShouldBeTrue();
        (await Try(rightly: true)).ShouldBe((100, true));
        var done = (await learner.Get(path)).Successful().Json;
        (done.GetProperty("status").GetString(), done.GetProperty("progress").GetInt32()).ShouldBe(("completed", 100));

        var certificate = (await learner.Get("/api/v1/users/me/certificates")).Successful().Json.GetProperty("items")[0];
        var pdf = await Eventually.Get(
            () => learner.Get($"/api/v1/certificates/{certificate.GetProperty("id").GetString()}.pdf"), answer => answer.Status == HttpStatusCode.OK);
        pdf.Body.ShouldStartWith("%PDF-");
        var verified = (await host.Anonymous.Get($"/api/v1/certificates/verify/{certificate.GetProperty("code").GetString()}")).Successful().Json;
        (verified.GetProperty("status").GetString(), verified.GetProperty("personName").GetString(), verified.GetProperty("courseTitle").GetString())
            .ShouldBe(("valid", "Nele Neu", "Safe at work"));

        // A worker that was looking at the moment when time moved looks again a quarter of an hour later.
        async Task<T> WhileTimePasses<T>(Task<T> wait)
        {
            while (await Task.WhenAny(wait, Task.Delay(100)) != wait)
            {
                clock.Move(TimeSpan.FromSeconds(20));
            }

            return await wait;
        }

        // A session lives in real time, its access token in that of the service.
        async Task<ApiClient> SignIn() => (await host.SignInWithoutPassword(company.Id, Guid.Parse(person))).Client;

        Task<ApiAnswer> Put(string to, object body) => learner.Send(HttpMethod.Put, to, JsonContent.Create(body));

        async Task<(int Score, bool Passed)> Try(bool rightly)
        {
            var started = (await learner.Post($"{path}/quizzes/{course.Quiz}/attempts")).Successful();
            var answers = started.Json.GetProperty("questions").EnumerateArray()
                .Select(question => new { questionId = question.GetProperty("id").GetString(), isTrue = rightly }).ToArray();
            var attempt = started.Header("Location")!;
            (await Put($"{attempt}/answers", new { answers })).Successful();
            var result = (await learner.Post($"{attempt}/submit")).Successful().Json;
            return (result.GetProperty("score").GetInt32(), result.GetProperty("passed").GetBoolean());
        }
    }

    private static async Task<string> Make(ApiClient client, string path, object? body = null) => (await client.Post(path, body)).Successful().Id.ToString();

    private sealed record Course(string Id, string[] Texts, string Exercise, string Quiz)
    {
        public static async Task<Course> Create(ApiClient admin)
        {
            var id = await Make(admin, "/api/v1/courses", new { title = "Safe at work" });
            var module = await Make(admin, $"/api/v1/courses/{id}/modules", new { title = "One" });
            var lessons = $"/api/v1/courses/{id}/modules/{module}/lessons";
            var quiz = await Make(admin, "/api/v1/quizzes", new { title = "Quiz" });
            await Make(admin, $"/api/v1/quizzes/{quiz}/questions", new { kind = "trueFalse", text = "Is that so?", answer = true });
            await Make(admin, "/api/v1/question-bank", new { language = "en", question = new { kind = "trueFalse", text = "Drawn?", answer = true, tags = new[] { "office" } } });
            (await admin.Patch($"/api/v1/quizzes/{quiz}", new { rules = new { passPercent = 80, draws = new[] { new { tags = new[] { "office" }, count = 1 } } } })).Successful();
            string[] texts = [await Make(admin, lessons, new { title = "Why", markdown = "# Why" }), await Make(admin, lessons, new { title = "How", markdown = "# How" })];
            var mail = new
            {
                from = new { name = "IT", address = "it@examp1e.com" },
                replyTo = (string?)null,
                subject = "Your password",
                html = "<p data-region=\"hurry\">At once!</p>",
                regions = new[] { new { id = "hurry", isCue = true, title = "Hurry", explanation = "Nobody hurries you." } },
                passPercent = 100,
            };
            var exercise = await Make(admin, lessons, new { title = "Look", exercise = mail });
            await Make(admin, lessons, new { title = "Test", quizId = quiz });
            (await admin.Post($"/api/v1/courses/{id}/publish")).Successful();
            return new Course(id, texts, exercise, quiz);
        }
    }
}
