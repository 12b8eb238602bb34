using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Learning;

/// <summary>Right answers never leave the server before they may. Everything that gives them away carries a mark that is looked for in each answer.</summary>
public sealed class KeySecrecyTests
{
    private const string Mark = "wombat-key";

    private static readonly object[] Questions =
    [
        new { kind = "singleChoice", text = "One?", explanation = Mark, choices = new object[] { Choice("a", true), Choice("b", false) } },
        new { kind = "multipleChoice", text = "Some?", explanation = Mark, choices = new[] { Choice("c", true), Choice("d", true), Choice("e", false) } },
        new { kind = "trueFalse", text = "So?", explanation = Mark, answer = true },
        new { kind = "ordering", text = "First?", explanation = Mark, items = new[] { "1", "2", "3", "4", "5", "6", "7", "8" } },
        new { kind = "matching", text = "Which?", explanation = Mark, pairs = new[] { 1, 2, 3, 4, 5, 6, 7, 8 }.Select(number => new { left = $"l{number}", right = $"r{number}" }) },
        new { kind = "shortText", text = "What?", explanation = Mark, accepted = new[] { Mark } },
    ];

    /// <summary>Each feedback timing with each number of attempts, with answers in order or shuffled: all kinds of questions in each.</summary>
    [Fact]
    public async Task No_answer_of_the_service_gives_a_key_away_before_it_may()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var person = await Make(company.Admin, "/api/v1/users", new { email = "nele@alpaca.example.com", firstName = "Nele", lastName = "Neu" });
        var learner = (await host.SignInWithoutPassword(company.Id, Guid.Parse(person))).Client;
        foreach (var feedback in Enum.GetValues<FeedbackTiming>())
        {
            foreach (var (maxAttempts, shuffle) in ((int?, bool)[])[(null, true), (1, true), (2, true), (2, false)])
            {
                await Learn(company.Admin, learner, feedback, maxAttempts, shuffle);
            }
        }
    }

    private static async Task Learn(ApiClient admin, ApiClient learner, FeedbackTiming feedback, int? maxAttempts, bool shuffle)
    {
        var setting = $"{feedback}, {maxAttempts} attempts, {(shuffle ? "shuffled" : "in order")}";
        var (course, lesson, quiz) = await Publish(admin, new { passPercent = 80, maxAttempts, shuffle, feedback = JsonNamingPolicy.CamelCase.ConvertName(feedback.ToString()) });
        var path = $"/api/v1/enrollments/{await Make(learner, "/api/v1/users/me/enrollments", new { courseId = course })}";
        for (var number = 1; number <= (maxAttempts ?? 2); number++)
        {
            var started = await Secret(learner.Post($"{path}/quizzes/{quiz}/attempts"));
            var attempt = started.Header("Location")!;
            CheckOrder(started.Json.GetProperty("questions"));
            var wrong = started.Json.GetProperty("questions").EnumerateArray().Select(question => new { questionId = question.GetProperty("id").GetString(), text = "no" });
            await Secret(learner.Send(HttpMethod.Put, $"{attempt}/answers", JsonContent.Create(new { answers = wrong })));
            foreach (var place in new[] { attempt, path, $"{path}/lessons/{lesson}", "/api/v1/users/me/enrollments", "/api/v1/users/me/certificates" })
            {
                await Secret(learner.Get(place), isOver: number > 1);
            }

            foreach (var place in new[] { $"/api/v1/quizzes/{quiz}", $"/api/v1/quizzes/{quiz}/statistics", "/api/v1/question-bank", $"/api/v1/courses/{course}/export" })
            {
                (await learner.Get(place)).Status.ShouldBe(HttpStatusCode.Forbidden, place);
            }

            var may = feedback == FeedbackTiming.AfterAttempt || (feedback == FeedbackTiming.AfterLastAttempt && number == maxAttempts);
            foreach (var answer in new[] { await learner.Post($"{attempt}/submit"), await learner.Get(attempt), await learner.Post($"{attempt}/submit") })
            {
                Shows(answer.Successful()).ShouldBe(may, $"{setting}: attempt {number} that is over");
            }
        }

        async Task<ApiAnswer> Secret(Task<ApiAnswer> sent, bool isOver = false)
        {
            var answer = (await sent).Successful();
            Shows(answer).ShouldBeFalse($"{setting}: {(isOver ? "a later" : "an open")} attempt shows {answer.Body}");
            return answer;
        }
    }

    private static bool Shows(ApiAnswer answer) =>
        new[] { Mark, "\"isCorrect\"", "\"correct\"", "\"solution\"", "\"explanation\"" }.Any(sign => answer.Body.Contains(sign, StringComparison.OrdinalIgnoreCase))
        || (!answer.Body.Contains("\"feedback\"", StringComparison.Ordinal) && answer.Body.Contains("\"isTrue\":true", StringComparison.Ordinal));

    /// <summary>What is to be ordered or matched does not stand in its right order; that eight things do so by chance happens once in 40,320 times.</summary>
    private static void CheckOrder(JsonElement questions)
    {
        foreach (var question in questions.EnumerateArray())
        {
            var (ordered, matched) = (Texts(question, "choices"), Texts(question, "right"));
            (question.GetProperty("kind").GetString() == "ordering" && ordered.SequenceEqual(ordered.Order(StringComparer.Ordinal))).ShouldBeFalse();
            (matched.Length > 0 && matched.SequenceEqual(matched.Order(StringComparer.Ordinal))).ShouldBeFalse();
        }

        static string[] Texts(JsonElement question, string part) => [.. question.GetProperty(part).EnumerateArray().Select(entry => entry.GetProperty("text").GetString()!)];
    }

    private static async Task<(string Course, string Lesson, string Quiz)> Publish(ApiClient admin, object rules)
    {
        var quiz = await Make(admin, "/api/v1/quizzes", new { title = "Quiz", rules });
        foreach (var question in Questions)
        {
            await Make(admin, $"/api/v1/quizzes/{quiz}/questions", question);
        }

        var course = await Make(admin, "/api/v1/courses", new { title = "Course", allowsSelfEnrolment = true });
        var module = await Make(admin, $"/api/v1/courses/{course}/modules", new { title = "One" });
        var lesson = await Make(admin, $"/api/v1/courses/{course}/modules/{module}/lessons", new { title = "Test", quizId = quiz });
        (await admin.Post($"/api/v1/courses/{course}/publish")).Successful();
        return (course, lesson, quiz);
    }

    private static object Choice(string text, bool correct) => new { text, correct, feedback = Mark };

    private static async Task<string> Make(ApiClient client, string path, object? body = null) => (await client.Post(path, body)).Successful().Id.ToString();
}
