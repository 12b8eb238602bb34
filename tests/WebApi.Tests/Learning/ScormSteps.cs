using System.Net.Http.Headers;
using System.Text.Json;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Learning;

/// <summary>A course with one package, and a learner who is in it.</summary>
internal sealed record ScormCourse(ApiHost Host, CompanyClient Company, string EnrollmentId, string LessonId)
{
    public ApiClient Learner => Company.Admin;

    public static async Task<ScormCourse> Create(ApiHost host, CompanyClient company, byte[] package, string completion = "onStatus")
    {
        var admin = company.Admin;
        using var part = new ByteArrayContent(package);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var form = new MultipartFormDataContent { { part, "file", "package.zip" } };
        var file = (await admin.Send(HttpMethod.Post, "/api/v1/content", form)).Successful().Id;
        await Eventually.Get(
            async () => (await admin.Get($"/api/v1/content/{file}")).Json.GetProperty("status").GetString(), status => status is "ready" or "rejected");
        var course = (await admin.Post("/api/v1/courses", new { title = $"Course {file}", allowsSelfEnrolment = true })).Successful().Id;
        var module = (await admin.Post($"/api/v1/courses/{course}/modules", new { title = "Module" })).Successful().Id;
        var lesson = (await admin.Post(
            $"/api/v1/courses/{course}/modules/{module}/lessons", new { title = "Lesson", scorm = new { contentId = file, itemId = "lesson", completion } })).Successful().Id;
        (await admin.Post($"/api/v1/courses/{course}/publish")).Successful();
        var enrollment = (await admin.Post("/api/v1/users/me/enrollments", new { courseId = course })).Successful().Id;
        return new ScormCourse(host, company, $"{enrollment}", $"{lesson}");
    }

    public async Task<string> Launch()
    {
        var launched = (await Learner.Post($"/api/v1/enrollments/{EnrollmentId}/lessons/{LessonId}/launch")).Successful().Json;
        launched.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddHours(1));
        return launched.GetProperty("url").GetString()!;
    }

    public async Task<JsonElement> Enrollment() => (await Learner.Get($"/api/v1/enrollments/{EnrollmentId}")).Successful().Json;

    public async Task<(string? Status, int? Score)> Result()
    {
        var enrollment = await Enrollment();
        return (enrollment.GetProperty("status").GetString(), enrollment.GetProperty("score") is { ValueKind: JsonValueKind.Number } score ? score.GetInt32() : null);
    }

    /// <summary>Without a browser, at the launch's own origin.</summary>
    public Task<ApiAnswer> Ask(string url, string path = "", HttpMethod? method = null, object? body = null, params (string, string)[] headers)
    {
        var launch = new Uri(url);
        var content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body);
        return Host.Anonymous.Send(method ?? HttpMethod.Get, launch.AbsolutePath + path, content, [("Host", launch.Authority), .. headers]);
    }

    public Task<ApiAnswer> Commit(string url, int opening, int sequence, Dictionary<string, string> data) =>
        Ask(url, "commits", HttpMethod.Post, new { opening, sequence, data });
}
