using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Story;

public sealed class TrackingLimitsTests
{
    [Fact]
    public async Task A_company_behind_one_address_is_not_kept_from_the_links_by_the_limit_for_strangers()
    {
        await using var host = await ApiHost.Start(
            DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:AnonymousPerMinute"] = "3" });
        var link = $"/t/{new string('A', 59)}";

        for (var visit = 0; visit < 20; visit++)
        {
            (await host.Anonymous.Get(link)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await host.Anonymous.Get($"{link}/open.gif")).Status.ShouldBe(HttpStatusCode.OK);
        }

        var others = new List<HttpStatusCode>();
        for (var visit = 0; visit < 4; visit++)
        {
            others.Add((await host.Anonymous.Get("/.well-known/jwks.json")).Status);
        }

        others.ShouldContain(HttpStatusCode.TooManyRequests, "the limit itself is there");
    }
}
