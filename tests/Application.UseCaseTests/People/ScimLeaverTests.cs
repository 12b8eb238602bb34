using System.Text.Json;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Scim;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Application.UseCaseTests.Billing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

/// <summary>Nobody who has left keeps access because a bill is unpaid or a plan is smaller.</summary>
public sealed class ScimLeaverTests
{
    [Theory]
    [InlineData(true, SubscriptionErrors.ReadOnlyCode)]
    [InlineData(false, PlanErrors.FeatureCode)]
    public async Task The_directory_removes_leavers_though_it_can_do_nothing_else(bool isUnpaid, string code)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany(people: 3);
        var directory = Actor.Machine(company.Id, Permission.Provision);
        var (patched, replaced, deleted) = (company.People[0].Id, company.People[1].Id, company.People[2].Id);
        await app.Arrange(company.Id, row => Arrange(row, isUnpaid, app.Clock.GetUtcNow()));

        (await app.Send(Patch(patched, "title", "\"Clerk\""), directory)).FirstError.Code.ShouldBe(code);
        (await app.Send(Replace(replaced, "true"), directory)).FirstError.Code.ShouldBe(code);
        (await app.Send(new CreateScimUserCommand(Json("""{"userName": "new@example.com"}""")), directory)).FirstError.Code.ShouldBe(code);

        (await app.Send(new ListScimUsersQuery(), directory)).Value.Total.ShouldBe(4);
        (await app.Send(Patch(patched, "active", "false"), directory)).IsError.ShouldBeFalse();
        (await app.Send(Replace(replaced, "false"), directory)).IsError.ShouldBeFalse();
        (await app.Send(new DeleteScimUserCommand(deleted), directory)).IsError.ShouldBeFalse();

        (await Get(patched)).Status.ShouldBe(UserStatus.Deactivated);
        (await Get(replaced)).ShouldSatisfyAllConditions(
            user => user.Status.ShouldBe(UserStatus.Deactivated), user => user.JobTitle.ShouldNotBe("Clerk"));
        (await app.Send(new GetUserQuery(deleted), company.Admin)).FirstError.ShouldBe(UserErrors.NotFound);
        (await app.Send(Patch(patched, "active", "true"), directory)).FirstError.Code.ShouldBe(code);

        async Task<UserRow> Get(Guid id) => (await app.Send(new GetUserQuery(id), company.Admin)).Value;
    }

    private static void Arrange(Company company, bool isUnpaid, DateTimeOffset now)
    {
        company.Subscribe(isUnpaid ? PlanKind.Professional : PlanKind.Basic);
        if (isUnpaid)
        {
            company.NotePaymentOverdue(now - DunningPolicy.ReadOnlyAfter);
        }
    }

    private static PatchScimUserCommand Patch(Guid id, string path, string value) => new(id, [new ScimOperation("replace", path, Json(value))]);

    private static ReplaceScimUserCommand Replace(Guid id, string isActive) =>
        new(id, Json($$"""{"userName": "somebody@example.com", "title": "Clerk", "active": {{isActive}}}"""));

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
