using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Browser;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>
/// Whatever a company writes into its lures, and whatever its people are called: pages run nothing and fetch nothing. They are opened without the
/// policy that the service sends with them, so that neither has to be right alone.
/// </summary>
public sealed class LureAttackTests
{
    private const string PublicUrl = "http://localhost:5080/";

    [Fact]
    public void There_are_enough_attacks() => AttackStrings.All.Distinct().Count().ShouldBeGreaterThanOrEqualTo(150);

    [Fact]
    public async Task An_attack_that_succeeds_is_seen()
    {
        var pages = AttackStrings.All.Select((attack, index) => (attack, index)).Where(entry => entry.index % 8 == 0)
            .ToDictionary(entry => $"raw-{entry.index:D3}", entry => $"<!doctype html><body>{entry.attack}</body>");
        var (executions, requests) = await PageVisitor.Open(pages, PublicUrl);

        executions.Count.ShouldBeGreaterThan(3);
        requests.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task No_page_of_a_lure_runs_or_fetches_anything()
    {
        var every = ProofSize.Of(inSuite: 6, full: 1);
        var attacks = AttackStrings.All.Where((_, index) => index % every == 0).ToList();
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 0);
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        var launched = new List<(User Person, string Name)>();
        for (var index = 0; index < attacks.Count; index++)
        {
            var attack = attacks[index];
            var person = await AddPerson(stage, $"victim{index}@example.com", attack);
            var page = await stage.TrySend(new CreateLandingPageCommand(new LandingPageInput(
                Cut(attack, LandingPage.MaxNameLength),
                [new LandingStage($"<h1>{{{{firstName}}}}</h1><form>{attack}</form>"), new LandingStage($"{attack}<p title=\"{{{{fullName}}}}\">{{{{lastName}}}}</p>")])));
            var template = await stage.TrySend(new CreateLureTemplateCommand(Template(attack, page.IsError ? null : page.Value)));
            if (template.IsError)
            {
                template.Errors.ShouldAllBe(error => error.Code == "merge_field_unknown", attack);
                continue;
            }

            if (!page.IsError)
            {
                var shown = await stage.Send(new PreviewLandingPageQuery(page.Value, person.Id));
                Add($"{index:D3}-page", shown.Stages);
            }

            var preview = await stage.Send(new PreviewLureTemplateQuery(template.Value, person.Id));
            Add($"{index:D3}-preview", [preview.Html, .. preview.Stages]);
            await stage.Launch(input => input with { Recipients = new SimulationRecipients(UserIds: [person.Id]) }, template.Value);
            launched.Add((person, $"{index:D3}"));
        }

        await Eventually.Get(() => Task.FromResult(stage.Post.Accepted.Count), sent => sent == launched.Count, TimeSpan.FromMinutes(2));
        var writer = stage.App.Services.GetRequiredService<ILurePages>();
        foreach (var (person, name) in launched)
        {
            var mail = stage.MailTo(person);
            foreach (var header in (string[])[mail.Subject, mail.From.Name, mail.From.Address, mail.To.Name])
            {
                header.Any(char.IsControl).ShouldBeFalse();
            }

            var hit = (await stage.Hit(person, SimulationEventKind.Clicked))!;
            Add($"{name}-lure", [
                (await writer.Stage(hit, 1, CancellationToken.None)).Html,
                (await writer.Stage(hit, 2, CancellationToken.None)).Html,
                (await writer.TeachingPage(hit, CancellationToken.None)).Html,
            ]);
        }

        launched.Count.ShouldBeGreaterThan(attacks.Count * 9 / 10);
        var (executions, requests) = await PageVisitor.Open(pages, PublicUrl);
        executions.ShouldBeEmpty();
        requests.ShouldBeEmpty();

        void Add(string name, IReadOnlyList<string> shown)
        {
            for (var part = 0; part < shown.Count; part++)
            {
                pages.Add($"{name}-{part}", shown[part]);
            }
        }
    }

    private static LureTemplateInput Template(string attack, Guid? page)
    {
        var line = Line(attack);
        return new LureTemplateInput(
            Name: Cut(line, LureTemplate.MaxNameLength),
            Subject: Cut(line, LureContent.MaxSubjectLength),
            SenderName: Cut(line, LureContent.MaxSenderNameLength),
            Html: $"<p data-cue=\"1\">{{{{firstName}}}} <a href=\"{{{{link}}}}\" title=\"{{{{lastName}}}}\">here</a></p>{attack}",
            LandingHtml: attack,
            Text: $"{attack} {{{{link}}}}",
            Cues: [new Cue(CueKind.GenericGreeting, CueTarget.Body, Mark: 1, Count: 1, Cut(attack, Cue.MaxTitleLength), Cut(attack, Cue.MaxExplanationLength))],
            LandingPageId: page);
    }

    private static async Task<User> AddPerson(Stage stage, string email, string name)
    {
        var person = await stage.AddPerson(email, Cut(Line(name), PersonName.MaxLength));
        await stage.Arrange(async db =>
        {
            var kept = (await db.FindAsync<User>(stage.Company.Id, person.Id))!;
            kept.SetProfile(kept.Profile with { Name = new PersonName(person.FirstName, Cut(Line(name), PersonName.MaxLength)), JobTitle = Cut(Line(name), 100) });
        });
        return person;
    }

    private static string Line(string text) => string.Concat(text.Where(letter => !char.IsControl(letter)));

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
