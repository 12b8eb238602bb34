using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Billing;

public sealed class PlanHttpTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Anybody_sees_the_plans_and_what_a_company_lacks_names_the_one_that_has_it(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("alpaca");
        var plans = (await host.Anonymous.Get("/api/v1/billing/plans")).Successful().Json.GetProperty("items").EnumerateArray().ToList();
        plans.ConvertAll(plan => plan.GetProperty("plan").GetString()).ShouldBe(["free", "starter", "basic", "professional", "premium", "enterprise"]);
        plans[2].GetProperty("features").EnumerateArray().Select(feature => feature.GetString()).ShouldBe(["worksCouncil", "api"]);
        plans[5].GetProperty("seats").ValueKind.ShouldBe(JsonValueKind.Null);

        await Arrange(host, company.Id, row => row.Subscribe(PlanKind.Free));
        var refused = await company.Admin.Post("/api/v1/api-keys", new { name = "Key", scopes = new[] { "people:read" } });
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.PaymentRequired, "plan_feature_missing"));
        (Text(refused, "limit"), refused.Json.GetProperty("allowed").GetInt32(), Text(refused, "plan")).ShouldBe(("api", 0, "basic"));

        var platform = await host.SignInAsAdministrator();
        var agreed = await platform.Send(HttpMethod.Put, $"/api/v1/companies/{company.Id}/enterprise", JsonContent.Create(new { seats = 1 }));
        agreed.Successful().Json.GetProperty("plan").GetString().ShouldBe("enterprise");
        var full = await company.Admin.Post("/api/v1/users", new { email = "new@example.com", firstName = "New", lastName = "Person" });
        (full.Status, full.Code, Text(full, "limit"), Text(full, "plan")).ShouldBe((HttpStatusCode.Conflict, "seat_limit_reached", "seats", "enterprise"));
        var usage = (await company.Admin.Get("/api/v1/billing/usage")).Successful().Json;
        usage.GetProperty("people").GetRawText().ShouldBe("""{"used":1,"limit":1}""");
        usage.GetProperty("simulations").GetProperty("limit").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_unpaid_bill_is_told_with_its_date_to_people_and_machines(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("alpaca");
        var key = (await company.Admin.Post("/api/v1/api-keys", new { name = "Key", scopes = new[] { "people:read" } })).Successful();
        var machine = ("X-Api-Key", key.Json.GetProperty("key").GetString()!);
        var since = TimeProvider.System.GetUtcNow() - DunningPolicy.ReadOnlyAfter;
        await Arrange(host, company.Id, row => row.NotePaymentOverdue(since));

        var refused = await company.Admin.Post("/api/v1/departments", new { name = "Sales" });
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.PaymentRequired, "subscription_read_only"));
        refused.Json.GetProperty("since").GetDateTimeOffset().ShouldBe(since, TimeSpan.FromSeconds(1));
        (await company.Admin.Get("/api/v1/company")).Successful().Json.GetProperty("billingPhase").GetString().ShouldBe("readOnly");
        (await host.Anonymous.Get("/api/v1/users", machine)).Status.ShouldBe(HttpStatusCode.OK);

        await Arrange(host, company.Id, row =>
        {
            row.NotePaid();
            row.NotePaymentOverdue(TimeProvider.System.GetUtcNow() - DunningPolicy.SuspendedAfter);
        });
        (await company.Admin.Get("/api/v1/users")).Code.ShouldBe("subscription_suspended");
        (await host.Anonymous.Get("/api/v1/users", machine)).Status.ShouldBe(HttpStatusCode.PaymentRequired);
        (await company.Admin.Get("/api/v1/billing/usage")).Successful().Json.GetProperty("phase").GetString().ShouldBe("suspended");

        await Arrange(host, company.Id, row => row.NotePaid());
        (await company.Admin.Post("/api/v1/departments", new { name = "Sales" })).Status.ShouldBe(HttpStatusCode.Created);
    }

    private static string? Text(ApiAnswer answer, string member) => answer.Json.GetProperty(member).GetString();

    private static async Task Arrange(ApiHost host, Guid companyId, Action<Company> change)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        change(await scope.ServiceProvider.GetRequiredService<AppDbContext>().Set<Company>().SingleAsync());
        var saved = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>()
            .Run(_ => Task.FromResult<ErrorOr<Success>>(Result.Success), CancellationToken.None);
        saved.IsError.ShouldBeFalse();
    }
}
