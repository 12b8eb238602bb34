using AngleSharp.Html.Parser;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>The lures that every company finds ready.</summary>
public sealed class LureLibraryTests
{
    private static readonly HtmlParser Html = new();

    [Theory, ClassData(typeof(Engines))]
    public async Task It_has_sixteen_lures_or_more_in_both_languages_and_of_every_difficulty(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 0, withWorkers: false);

        var library = await Library(stage);

        library.Count.ShouldBeGreaterThanOrEqualTo(16);
        foreach (var language in (string[])["en", "de"])
        {
            library.Count(template => template.Language == language).ShouldBeGreaterThanOrEqualTo(8);
        }

        foreach (var difficulty in Enum.GetValues<Difficulty>())
        {
            library.ShouldContain(template => template.Difficulty == difficulty);
        }

        library.ShouldAllBe(template => template.IsLibrary);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_of_them_renders_for_a_person_of_whom_little_is_known(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);
        foreach (var template in await Library(stage))
        {
            var preview = await stage.Send(new PreviewLureTemplateQuery(template.Id, stage.Company.People[0].Id));

            foreach (var part in (string[])[preview.Subject, preview.SenderName, preview.SenderAddress, preview.Html, preview.Text, preview.LandingHtml])
            {
                part.ShouldNotBeNullOrWhiteSpace(template.Name);
                part.ShouldNotContain("{{", customMessage: template.Name);
                part.ShouldNotContain("}}", customMessage: template.Name);
            }
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_of_them_uses_known_merge_fields_only_and_leads_to_its_landing_page(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 0, withWorkers: false);
        foreach (var template in await Details(stage))
        {
            foreach (var part in (string[])[template.Subject, template.SenderName, template.Html, template.Text, template.LandingHtml])
            {
                MergeTemplate.Parse(part).UnknownFields.ShouldBeEmpty(template.Name);
                MergeTemplate.Parse(part).CustomFields.ShouldBeEmpty(template.Name);
            }

            MergeTemplate.Parse(template.Html).Fields.ShouldContain(field => field == MergeFields.Link || field == MergeFields.QrCode, template.Name);
            MergeTemplate.Parse(template.Text).Fields.ShouldContain(MergeFields.Link, template.Name);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task No_landing_page_can_carry_away_what_is_typed_into_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);
        foreach (var template in await Details(stage))
        {
            var preview = await stage.Send(new PreviewLureTemplateQuery(template.Id, stage.Company.People[0].Id));
            var page = Html.ParseDocument(preview.LandingHtml);

            page.QuerySelectorAll("[name]").Where(element => element.LocalName != "meta").ShouldBeEmpty(template.Name);
            page.QuerySelectorAll("script, iframe, object, embed, link, base, svg, meta[http-equiv]").ShouldBeEmpty(template.Name);
            page.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
                .ShouldBeEmpty(template.Name);
            page.QuerySelectorAll("form").ShouldNotBeEmpty(template.Name);
            page.QuerySelectorAll("form").ShouldAllBe(form => form.GetAttribute("method") == "post" && form.GetAttribute("action") == "#");
            page.QuerySelectorAll("[formaction], [form]").ShouldBeEmpty(template.Name);
            page.QuerySelectorAll("[src]").Select(element => element.GetAttribute("src")!)
                .ShouldAllBe(address => address.StartsWith("data:", StringComparison.Ordinal), template.Name);
            page.QuerySelectorAll("a[href]").Select(element => element.GetAttribute("href")).ShouldAllBe(address => address == "#", template.Name);
            preview.LandingHtml.ShouldNotContain("javascript:", Case.Insensitive, template.Name);
            preview.LandingHtml.ShouldNotContain("http://", Case.Insensitive, template.Name);
            preview.LandingHtml.ShouldNotContain("https://", Case.Insensitive, template.Name);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_cue_in_a_body_is_marked_there_and_every_mark_has_its_cue(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 0, withWorkers: false);
        foreach (var template in await Details(stage))
        {
            var marks = Html.ParseDocument(template.Html).QuerySelectorAll("[data-cue]").Select(element => element.GetAttribute("data-cue")!).ToHashSet(StringComparer.Ordinal);
            var cues = template.Cues.Where(cue => cue.Target == CueTarget.Body)
                .Select(cue => cue.Mark?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "").ToHashSet(StringComparer.Ordinal);

            template.Cues.ShouldNotBeEmpty(template.Name);
            marks.ShouldBe(cues, ignoreOrder: true, template.Name);
            template.Cues.ShouldAllBe(cue => cue.Title.Length > 0 && cue.Explanation.Length > 20, template.Name);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task All_of_them_can_be_sent_in_one_simulation(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 60);
        var library = await Library(stage);

        await stage.LaunchAndDeliver(change: null, [.. library.Select(template => template.Id)]);

        stage.Post.Accepted.Count.ShouldBe(60);
        stage.Post.Accepted.ShouldAllBe(mail => !mail.Html.Contains("{{", StringComparison.Ordinal) && !mail.Text.Contains("{{", StringComparison.Ordinal));
        stage.Post.Accepted.ShouldAllBe(mail => mail.Text.Contains(Link(mail), StringComparison.Ordinal));
        stage.Post.Accepted.ShouldAllBe(mail => mail.Html.Contains(Link(mail), StringComparison.Ordinal) || mail.Images.Count == 1);
        stage.Post.Accepted.ShouldAllBe(mail => mail.Html.Contains("/open.gif\"", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task No_company_can_change_or_delete_them(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 0, withWorkers: false);
        var template = (await Library(stage))[0];

        (await stage.TrySend(new DeleteLureTemplateCommand(template.Id))).FirstError.Code.ShouldBe("template_read_only");
        (await stage.TrySend(new UpdateLureTemplateCommand(template.Id, new LureTemplateChanges(Name: "Mine"))))
            .FirstError.Code.ShouldBe("template_read_only");
    }

    private static string Link(RenderedMail mail) => $"http://training.test/t/{Stage.TokenIn(mail)}";

    private static async Task<IReadOnlyList<LureTemplateListRow>> Library(Stage stage) => (await stage.Send(new ListLureTemplatesQuery(
        Page: null, PageSize: 100, Search: null, Sort: null, Language: null, Category: null, Difficulty: null, Library: true))).Items;

    private static async Task<IReadOnlyList<LureTemplateRow>> Details(Stage stage)
    {
        var details = new List<LureTemplateRow>();
        foreach (var template in await Library(stage))
        {
            details.Add(await stage.Send(new GetLureTemplateQuery(template.Id)));
        }

        return details;
    }
}
