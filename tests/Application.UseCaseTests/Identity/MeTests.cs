using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class MeTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task People_see_themselves_and_change_what_is_theirs(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();
        var before = (await app.Send(new GetMeQuery(), registered.Admin())).Value;
        before.Email.ShouldBe(IdentitySteps.Email);
        before.Role.ShouldBe(Role.CompanyAdmin);

        (await app.Send(new UpdateMeCommand(FirstName: " Änne ", Language: "de", TimeZone: "Europe/Vienna"), registered.Admin())).IsError.ShouldBeFalse();
        (await app.Send(new UpdateMeCommand(Language: (string?)null), registered.Admin())).IsError.ShouldBeFalse();

        var after = (await app.Send(new GetMeQuery(), registered.Admin())).Value;
        after.ShouldBe(before with { FirstName = "Änne", TimeZone = "Europe/Vienna", Version = before.Version + 2, Permissions = after.Permissions });
        after.Permissions.ShouldBe(before.Permissions);
    }

    [Fact]
    public async Task Changes_are_checked()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var registered = await app.RegisterVerified();

        var answer = await app.Send(
            new UpdateMeCommand(FirstName: "", LastName: "a\nb", Language: "xx", TimeZone: "Mars/Olympus"), registered.Admin());

        answer.Errors.Select(error => (string)error.Metadata![ValidationErrors.FieldKey]).Distinct(StringComparer.Ordinal)
            .ShouldBe(["firstName", "lastName", "language", "timeZone"]);
    }

    [Fact]
    public async Task Nobody_is_nobody()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);

        (await app.Send(new GetMeQuery())).FirstError.ShouldBe(CommonErrors.Unauthenticated);
        (await app.Send(new UpdateMeCommand())).FirstError.ShouldBe(CommonErrors.Unauthenticated);
    }
}
