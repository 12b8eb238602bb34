using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Attributes;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class AttributeTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Values_are_held_against_their_definitions_by_the_API_and_by_imports(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        await Define(app, company, "Desk", AttributeKind.Number);
        await Define(app, company, "Joined", AttributeKind.Date);
        await Define(app, company, "Site", AttributeKind.Choice, "Graz", "Linz");

        var wrong = await Set(app, company, ("desk", "twelve"), ("Joined", "1.2.2026"), ("Site", "Wien"), ("Free", "anything"));
        wrong.ShouldBe(["customAttributes.Desk", "customAttributes.Joined", "customAttributes.Site"]);
        (await Set(app, company, ("desk", "012.50"), ("Joined", "2026-02-01"), ("Site", "GRAZ"), ("Free", "anything"))).ShouldBeEmpty();
        (await app.Find(company, "person1@example.com")).CustomAttributes.ShouldBe(
            new Dictionary<string, string> { ["Desk"] = "12.50", ["Joined"] = "2026-02-01", ["Site"] = "Graz", ["Free"] = "anything" }, ignoreOrder: true);

        var import = await app.Import(company, "email,firstName,lastName,DESK,site\nanna@example.com,A,A,7,linz\nbert@example.com,B,B,x,\nperson1@example.com,,,,Rome\n");

        (import.Created, import.Skipped).ShouldBe((1, 2));
        import.Errors.Select(error => (error.Line, error.Field)).ShouldBe([(3, "DESK"), (4, "site")]);
        (await app.Find(company, "anna@example.com")).CustomAttributes.ShouldBe(
            new Dictionary<string, string> { ["Desk"] = "7", ["Site"] = "Linz" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Definitions_are_changed_and_removed_and_what_people_have_stays()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany(people: 1);
        var id = await Define(app, company, "Site", AttributeKind.Choice, "Graz");
        (await Set(app, company, ("Site", "Graz"))).ShouldBeEmpty();

        (await app.Send(new DefineAttributeCommand("SITE", AttributeKind.Text), company.Admin)).FirstError.ShouldBe(AttributeErrors.NameTaken);
        (await app.Send(new DefineAttributeCommand("Other", AttributeKind.Choice), company.Admin)).FirstError.Code.ShouldBe("attribute_choices");
        await app.Send(new UpdateAttributeCommand(id, new AttributeChanges(Choices: (string[])["Wien"])), company.Admin);
        (await app.Send(new GetAttributeQuery(id), company.Admin)).Value.Choices.ShouldBe(["Wien"]);
        (await Set(app, company, ("Site", "Graz"))).ShouldBe(["customAttributes.Site"]);
        await app.Send(new UpdateAttributeCommand(id, new AttributeChanges(Kind: AttributeKind.Text)), company.Admin);
        (await Set(app, company, ("Site", "Anywhere"))).ShouldBeEmpty();
        await app.Send(new DeleteAttributeCommand(id), company.Admin);
        (await app.Send(new ListAttributesQuery(), company.Admin)).Value.TotalItems.ShouldBe(0);
        (await app.Find(company, "person1@example.com")).CustomAttributes["Site"].ShouldBe("Anywhere");
    }

    private static async Task<Guid> Define(TestApp app, TestCompany company, string name, AttributeKind kind, params string[] choices) =>
        (await app.Send(new DefineAttributeCommand(name, kind, choices), company.Admin)).Value;

    /// <returns>The fields that were refused.</returns>
    private static async Task<IEnumerable<object>> Set(TestApp app, TestCompany company, params (string Name, string Value)[] values)
    {
        var attributes = values.ToDictionary(pair => pair.Name, pair => (string?)pair.Value);
        var answer = await app.Send(new UpdateUserCommand(company.People[0].Id, new UserChanges(CustomAttributes: attributes)), company.Admin);
        return answer.ErrorsOrEmptyList.Select(error => error.Metadata![ValidationErrors.FieldKey]);
    }
}
