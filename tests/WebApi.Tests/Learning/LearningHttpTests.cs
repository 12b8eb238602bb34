using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Learning;

public sealed class LearningHttpTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_course_is_assigned_learned_and_passed_over_http(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var world = await World.Create(host, "alpaca");
        var (admin, learner) = (world.Company.Admin, await world.As(Role.Employee));

        var accepted = await admin.Post("/api/v1/enrollments", new { courseId = world.Ids["course"], departmentIds = new[] { world.Ids["department"] }, dueDays = 7 });
        accepted.Status.ShouldBe(HttpStatusCode.Accepted);
        var assignment = await Eventually.Get(
            async () => (await admin.Get(accepted.Header("Location")!)).Successful().Json,
            state => state.GetProperty("status").GetString() == "completed");
        assignment.GetProperty("progress").GetInt32().ShouldBe(100);

        var mine = (await learner.Get("/api/v1/users/me/enrollments?fields=id,status,dueAt,overdue")).Successful().Json.GetProperty("items")[0];
        (mine.GetProperty("status").GetString(), mine.GetProperty("overdue").GetBoolean()).ShouldBe(("assigned", false));
        var path = $"/api/v1/enrollments/{mine.GetProperty("id").GetString()}";
        (await learner.Get($"{path}/lessons/{world.Ids["lesson"]}")).Json.GetProperty("html").GetString()!.ShouldContain("alpaca");
        var progress = await Put(learner, $"{path}/lessons/{world.Ids["lesson"]}/progress", new { positionSeconds = 10, completed = true });
        progress.Successful().Json.GetProperty("progress").GetInt32().ShouldBe(50);
        (await Put(admin, $"{path}/lessons/{world.Ids["lesson"]}/progress", new { completed = true })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Put(learner, $"{path}/lessons/{world.Ids["lesson"]}/progress", new { positionSeconds = -1 })).Status.ShouldBe(HttpStatusCode.BadRequest);

        var started = await learner.Post($"{path}/quizzes/{world.Ids["quiz"]}/attempts");
        started.Status.ShouldBe(HttpStatusCode.Created);
        started.Body.ShouldNotContain("solution");
        started.Body.ShouldNotContain("correct", Case.Insensitive);
        var attempt = started.Header("Location")!;
        (await Put(learner, $"{attempt}/answers", new { answers = new[] { new { questionId = world.Ids["question"], isTrue = true } } })).Successful();
        var result = (await learner.Post($"{attempt}/submit")).Successful();
        (result.Json.GetProperty("score").GetInt32(), result.Json.GetProperty("passed").GetBoolean()).ShouldBe((100, true));
        result.Json.GetProperty("feedback")[0].GetProperty("solution").GetProperty("isTrue").GetBoolean().ShouldBeTrue();
        (await learner.Post($"{attempt}/submit")).Body.ShouldBe(result.Body);
        (await admin.Get(attempt)).Status.ShouldBe(HttpStatusCode.NotFound);

        var done = (await admin.Get(path)).Successful();
        (done.Json.GetProperty("status").GetString(), done.Json.GetProperty("score").GetInt32()).ShouldBe(("completed", 100));
        done.Json.GetProperty("resumeLessonId").ValueKind.ShouldBe(JsonValueKind.Null);
        (await learner.Get(path, ("If-None-Match", done.Header("ETag")!))).Status.ShouldBe(HttpStatusCode.NotModified);
        (await admin.Delete(path)).Code.ShouldBe("enrollment_completed");
        (await learner.Get("/api/v1/enrollments")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<ApiAnswer> Put(ApiClient client, string path, object body) => client.Send(HttpMethod.Put, path, JsonContent.Create(body));
}
