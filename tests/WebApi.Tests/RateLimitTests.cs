using System.Globalization;
using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:AuthPerMinute"] = "5" };
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: settings);
        var answers = new List<ApiAnswer>();
        for (var attempt = 0; attempt < 7; attempt++)
        {
            answers.Add(await host.Anonymous.Post("/api/v1/auth/verify-email", new { token = "unknown" }));
        }

        answers.Take(5).ShouldAllBe(answer => answer.Status == HttpStatusCode.BadRequest);
        answers[0].Header("RateLimit-Limit").ShouldBe("5");
        answers[0].Header("RateLimit-Remaining").ShouldBe("4");
        var refused = answers[5];
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Code.ShouldBe("rate_limited");
        int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        refused.Header("RateLimit-Remaining").ShouldBe("0");
        (await host.Anonymous.Get("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
