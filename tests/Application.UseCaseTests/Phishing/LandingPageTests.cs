using ErrorOr;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Pages that lures of one's own lead to, in stages; and what lures were before they were edited.</summary>
public sealed class LandingPageTests
{
    private const string Form = "<form action=\"https://evil.test\"><input name=\"password\"><button>Next</button></form>";

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_stage_leads_to_the_next_and_the_last_one_to_the_lesson(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var page = await AddPage(stage, $"<h1>One {{{{firstName}}}}</h1>{Form}", $"<h1>Two</h1>{Form}", $"<h1>Three</h1>{Form}");
        var id = await stage.LaunchAndDeliver(change: null, await TemplateFor(stage, page));
        await stage.Send(new UpdateLandingPageCommand(page, new LandingPageChanges(Stages: new[] { new LandingStage("<h1>Changed since</h1>") })));

        var first = await stage.Hit(stage.TargetOf(stage.Company.People[0]), SimulationEventKind.Clicked);
        var pages = stage.App.Services.GetRequiredService<ILurePages>();
        var shown = new List<LurePage>();
        for (var number = 1; number <= 4; number++)
        {
            shown.Add(await pages.Stage(first!, number, CancellationToken.None));
        }

        shown.Select(seen => seen.IsTeaching).ShouldBe([false, false, false, true]);
        shown[0].Html.ShouldContain($"<h1>One {stage.Company.People[0].FirstName}</h1>");
        shown[1].Html.ShouldContain("<h1>Two</h1>");
        shown[2].Html.ShouldContain("<h1>Three</h1>");
        for (var number = 1; number <= 3; number++)
        {
            var html = shown[number - 1].Html;
            html.ShouldNotContain("evil.test");
            html.ShouldNotContain("name=\"password\"");
            var token = html.Split("action=\"")[1].Split('"')[0].Split("/t/")[1];
            stage.Tokens.Read(TrackingPurposes.OfStage(number), token).ShouldBe(stage.TargetOf(stage.Company.People[0]));
            Enumerable.Range(1, LandingPage.MaxStages).Count(other => stage.Tokens.Read(TrackingPurposes.OfStage(other), token) is not null).ShouldBe(1);
        }

        var intake = stage.App.Services.GetRequiredService<IHitIntake>();
        for (var number = 1; number <= 3; number++)
        {
            await intake.Record(
                stage.TargetOf(stage.Company.People[0]),
                SimulationEventKind.Submitted,
                new HitEvidence(stage.App.Clock.GetUtcNow(), Stage.Browser, IsHead: false, IsPrefetch: false),
                number);
        }

        (await stage.Timeline(id)).Where(line => line.Kind == SimulationEventKind.Submitted).Select(line => line.Stage).Order().ShouldBe([1, 2, 3]);
        (await stage.Summary(id)).Submitted.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_page_is_kept_clean_and_cannot_go_while_a_template_leads_to_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);
        var page = await AddPage(stage, "<h1 onclick=\"x()\">Hello {{firstName}}</h1><script>x()</script><img src=\"https://evil.test/x.png\">" + Form);

        var kept = (await stage.Send(new GetLandingPageQuery(page))).Stages.ShouldHaveSingleItem().Html;
        foreach (var gone in (string[])["script", "onclick", "evil.test", "name="])
        {
            kept.ShouldNotContain(gone, Case.Insensitive);
        }

        var person = stage.Company.People[0];
        (await stage.Send(new PreviewLandingPageQuery(page, person.Id))).Stages.ShouldHaveSingleItem().ShouldContain($"Hello {person.FirstName}");

        var template = await TemplateFor(stage, page);
        (await stage.Send(new PreviewLureTemplateQuery(template, person.Id))).Stages.ShouldHaveSingleItem().ShouldContain($"Hello {person.FirstName}");
        (await stage.TrySend(new DeleteLandingPageCommand(page))).FirstError.Code.ShouldBe("landing_page_in_use");
        await stage.Send(new DeleteLureTemplateCommand(template));
        await stage.Send(new DeleteLandingPageCommand(page));
        (await stage.TrySend(new GetLandingPageQuery(page))).FirstError.Type.ShouldBe(ErrorType.NotFound);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_could_not_work_is_refused_with_its_place(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);

        (await Refused("<h1>No form</h1>", "<h1>Unreachable</h1>")).ShouldBe("landing_form_missing");
        (await Refused("<h1>{{shoeSize}}</h1>")).ShouldBe("merge_field_unknown");
        (await Refused()).ShouldBe("validation_failed");
        (await Refused([.. Enumerable.Repeat(Form, LandingPage.MaxStages + 1)])).ShouldBe("validation_failed");
        var template = await stage.TrySend(new CreateLureTemplateCommand(
            new LureTemplateInput("x", "x", "x", "{{link}}", LandingPageId: Guid.CreateVersion7())));
        template.FirstError.Metadata!["field"].ShouldBe("landingPageId");
        (await stage.TrySend(new CreateLureTemplateCommand(new LureTemplateInput("x", "x", "x", "{{link}}")))).IsError.ShouldBeTrue();

        async Task<string> Refused(params string[] stages) => (await stage.TrySend(new CreateLandingPageCommand(
            new LandingPageInput("Page", [.. stages.Select(html => new LandingStage(html))])))).FirstError.Code;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_edit_keeps_what_was_there_before_and_it_can_be_restored(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);
        var id = await stage.AddTemplate();
        var original = await stage.Send(new GetLureTemplateQuery(id));
        await stage.Send(new UpdateLureTemplateCommand(id, new LureTemplateChanges(Subject: "Second", Html: "<b>{{link}}</b>")));
        await stage.Send(new UpdateLureTemplateCommand(id, new LureTemplateChanges(Subject: "Third")));

        var versions = (await stage.Send(new ListLureTemplateVersionsQuery(id, Page: null, PageSize: null))).Items;
        versions.Select(version => (version.Number, version.Subject)).ShouldBe([(2, "Second"), (1, original.Subject)]);
        (await stage.Send(new GetLureTemplateVersionQuery(id, 1))).Html.ShouldBe(original.Html);
        (await stage.TrySend(new GetLureTemplateVersionQuery(id, 3))).FirstError.Code.ShouldBe("template_version_not_found");

        await stage.Send(new RestoreLureTemplateVersionCommand(id, 1));

        var restored = await stage.Send(new GetLureTemplateQuery(id));
        (restored.Subject, restored.Html, restored.VersionNumber).ShouldBe((original.Subject, original.Html, 4));
        (await stage.Send(new GetLureTemplateVersionQuery(id, 3))).Subject.ShouldBe("Third");
        for (var edit = 0; edit < LureTemplateVersion.MaxPerTemplate; edit++)
        {
            await stage.Send(new UpdateLureTemplateCommand(id, new LureTemplateChanges(Subject: $"Edit {edit}")));
        }

        var kept = await stage.Send(new ListLureTemplateVersionsQuery(id, Page: null, PageSize: 100));
        kept.TotalItems.ShouldBe(LureTemplateVersion.MaxPerTemplate);
        await stage.Send(new DeleteLureTemplateCommand(id));
        (await stage.TrySend(new GetLureTemplateVersionQuery(id, kept.Items[0].Number))).IsError.ShouldBeTrue();
    }

    private static Task<Guid> AddPage(Stage stage, params string[] stages) =>
        stage.Send(new CreateLandingPageCommand(new LandingPageInput("Page", [.. stages.Select(html => new LandingStage(html))])));

    private static Task<Guid> TemplateFor(Stage stage, Guid page) =>
        stage.AddTemplate(change: input => input with { LandingHtml = null, LandingPageId = page });
}
