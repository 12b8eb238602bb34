using ErrorOr;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Identity.ApiKeys;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class ApiKeyTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_key_is_shown_once_and_may_do_what_its_scopes_say(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();

        var made = (await app.Send(new CreateApiKeyCommand(" HR sync ", ["people:read", "people:write", "people:read"]), company.Admin)).Value;
        (await app.Send(new AcceptApiKeyCommand(made.Key, IsReport: true))).Value.Id.ShouldBe(made.Id);
        (await app.Send(new ListApiKeysQuery(null, null), company.Admin)).Value.Items.ShouldHaveSingleItem().LastUsedAt.ShouldBeNull("it would tell when somebody reports");
        var accepted = (await app.Send(new AcceptApiKeyCommand(made.Key))).Value;

        made.Key.ShouldStartWith($"st_live_{made.Id:N}_");
        (accepted.Id, accepted.CompanyId).ShouldBe((made.Id, company.Id));
        accepted.Permissions.ShouldBe([Permission.ReadPeople, Permission.ManagePeople], ignoreOrder: true);
        var row = (await app.Send(new ListApiKeysQuery(null, null), company.Admin)).Value.Items.ShouldHaveSingleItem();
        (row.Name, row.CreatedBy, row.LastUsedAt).ShouldBe(("HR sync", company.Admin.UserId!.Value, app.Clock.GetUtcNow()));
        row.Scopes.ShouldBe(["people:read", "people:write"]);
        var stored = await app.InDatabase(company.Id, (_, db) => db.ApiKeys.AsNoTracking().SingleAsync());
        made.Key.ShouldNotContain(Convert.ToHexStringLower(stored.Hash));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_revoked_or_expired_key_ends_at_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var revoked = await Make(app, company);
        var expiring = await Make(app, company, expiresAt: app.Clock.GetUtcNow().AddDays(1));
        (await app.Send(new AcceptApiKeyCommand(revoked.Key))).IsError.ShouldBeFalse();
        (await app.Send(new AcceptApiKeyCommand(expiring.Key))).IsError.ShouldBeFalse();

        (await app.Send(new RevokeApiKeyCommand(revoked.Id), company.Admin)).IsError.ShouldBeFalse();
        app.Clock.Advance(TimeSpan.FromDays(1));

        (await app.Send(new AcceptApiKeyCommand(revoked.Key))).FirstError.Type.ShouldBe(ErrorType.Unauthorized);
        (await app.Send(new AcceptApiKeyCommand(expiring.Key))).FirstError.Type.ShouldBe(ErrorType.Unauthorized);
        (await app.Send(new RotateApiKeyCommand(revoked.Id, null), company.Admin)).FirstError.Code.ShouldBe("api_key_ended");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_rotated_key_works_with_both_secrets_for_the_overlap_and_then_with_the_new_one(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var first = await Make(app, company);

        var second = (await app.Send(new RotateApiKeyCommand(first.Id, OverlapHours: 2), company.Admin)).Value;
        (await app.Send(new AcceptApiKeyCommand(first.Key))).IsError.ShouldBeFalse();
        (await app.Send(new AcceptApiKeyCommand(second.Key))).IsError.ShouldBeFalse();
        app.Clock.Advance(TimeSpan.FromHours(2));

        (await app.Send(new AcceptApiKeyCommand(first.Key))).IsError.ShouldBeTrue();
        (await app.Send(new AcceptApiKeyCommand(second.Key))).IsError.ShouldBeFalse();
        var third = (await app.Send(new RotateApiKeyCommand(first.Id, OverlapHours: 0), company.Admin)).Value;
        (await app.Send(new AcceptApiKeyCommand(second.Key))).IsError.ShouldBeTrue();
        (await app.Send(new AcceptApiKeyCommand(third.Key))).IsError.ShouldBeFalse();
    }

    [Fact]
    public async Task A_forged_key_is_refused()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var (company, other) = (await app.AddCompany(), await app.AddCompany());
        var (key, foreign) = ((await Make(app, company)).Key, (await Make(app, other)).Key);
        var secretStart = "st_live_".Length + 33;

        foreach (var forged in new[]
        {
            "", "st_live_", key[..^1], key + "A", key[8..], key.ToUpperInvariant(), $" {key}",
            key[..secretStart] + foreign[secretStart..],
            foreign[..secretStart] + key[secretStart..],
            key[..^1] + (key[^1] == 'A' ? 'B' : 'A'),
        })
        {
            (await app.Send(new AcceptApiKeyCommand(forged))).IsError.ShouldBeTrue(forged);
        }
    }

    [Fact]
    public async Task What_a_key_cannot_be_is_said_clearly()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        var now = app.Clock.GetUtcNow();

        await Refused("api_key_scope_unknown", new CreateApiKeyCommand("Key", ["people:read", "keys:write"]));
        await Refused("api_key_expiry_invalid", new CreateApiKeyCommand("Key", ["people:read"], now));
        await Refused("api_key_expiry_invalid", new CreateApiKeyCommand("Key", ["people:read"], now.AddDays(731)));
        (await app.Send(new RevokeApiKeyCommand(Guid.CreateVersion7()), company.Admin)).FirstError.Code.ShouldBe("api_key_not_found");

        async Task Refused(string code, CreateApiKeyCommand command) =>
            (await app.Send(command, company.Admin)).FirstError.Code.ShouldBe(code);
    }

    private static async Task<NewApiKey> Make(TestApp app, TestCompany company, DateTimeOffset? expiresAt = null) =>
        (await app.Send(new CreateApiKeyCommand("Key", ["people:read"], expiresAt), company.Admin)).Value;
}
