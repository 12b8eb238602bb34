using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Analytics;

public sealed class RiskHttpTests
{
    private const string Report = "/api/v1/analytics/risk";

    [Fact]
    public async Task Scores_are_read_by_those_who_may_and_by_everybody_about_themselves()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var world = await World.Create(host, "alpaca");
        var worker = host.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == WorkKind.RiskUpdate);
        var item = new WorkItem(Guid.CreateVersion7(), world.Company.Id, WorkKind.RiskUpdate, world.Company.Id, GroupId: null, Attempt: 1);
        (await worker.Handle(item, CancellationToken.None)).Error.ShouldBeNull();
        var path = $"/api/v1/analytics/users/{world.Ids["user"]}";

        // The person of the world has clicked.
        var person = (await world.Company.Admin.Get(path)).Successful().Json;
        (person.GetProperty("score").GetInt32(), person.GetProperty("band").GetString()).ShouldBe((62, "high"));
        person.GetProperty("explanation").EnumerateArray().Select(reason => reason.GetProperty("kind").GetString()).ShouldBe(["lureClicked", "lureOpened"]);
        person.GetProperty("history")[0].GetProperty("day").GetString().ShouldNotBeNull();
        var report = (await world.Company.Admin.Get($"{Report}?granularity=month&from=2026-01-01")).Json;
        report.GetProperty("bands").GetProperty("high").GetInt32().ShouldBe(1);
        (await world.Company.Admin.Get($"{Report}?fields=people,score")).Json.EnumerateObject().Select(member => member.Name).ShouldBe(["people", "score"]);
        (await world.Company.Admin.Get("/api/v1/users?riskBand=high")).Json.GetProperty("totalItems").GetInt32().ShouldBe(1);

        var employee = await world.As(Role.Employee);
        (await employee.Get("/api/v1/users/me/risk")).Successful().Json.GetProperty("userId").GetGuid().ShouldBe(world.People[Role.Employee]);
        (await employee.Get(path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await employee.Get(Report)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await world.As(Role.Manager)).Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await world.As(Role.Auditor)).Get(path)).Successful();
    }

    [Fact]
    public async Task A_key_reads_scores_and_bands_only_with_the_scope_for_them()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var (people, analytics) = (await Key(company, "people:read"), await Key(company, "people:read", "analytics:read"));
        var rule = new { rule = new { conditions = new[] { new { attribute = "riskBand", values = new[] { "medium" } } } } };

        (await host.Anonymous.Get(Report, people)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Anonymous.Get("/api/v1/users?riskBand=medium", people)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Anonymous.Post("/api/v1/groups/preview", rule, people)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Anonymous.Get(Report, analytics)).Successful();
        (await host.Anonymous.Get($"/api/v1/analytics/users/{company.AdminId}", analytics)).Successful();
        (await host.Anonymous.Get("/api/v1/users?riskBand=medium", analytics)).Successful().Json.GetProperty("totalItems").GetInt32().ShouldBe(1);
        (await host.Anonymous.Post("/api/v1/groups/preview", rule, analytics)).Successful();
    }

    private static async Task<(string Name, string Value)> Key(CompanyClient company, params string[] scopes)
    {
        var key = (await company.Admin.Post("/api/v1/api-keys", new { name = string.Join(' ', scopes), scopes })).Successful();
        return ("X-Api-Key", key.Json.GetProperty("key").GetString()!);
    }
}
