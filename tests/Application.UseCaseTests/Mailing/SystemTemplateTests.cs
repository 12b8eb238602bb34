using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Mailing.SystemTemplates;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Mailing;

public sealed class SystemTemplateTests
{
    private const SystemMailKind Reset = SystemMailKind.PasswordReset;

    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_has_its_own_words_and_can_go_back(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 1);
        var own = new SystemTemplateInput(
            "Hi {{firstName|you}}: a new password", """<p onclick="x()">Dear {{firstName}}, <a href="{{link}}">set it</a></p>""");
        await stage.Send(new SaveSystemTemplateCommand(Reset, "en", own));

        await Forgot(stage);
        var mail = await Mail(stage, 1);
        mail.Subject.ShouldBe("Hi First1: a new password");
        mail.Html.ShouldMatch("""<p>Dear First1, <a href="http://training\.test/reset-password\?token=[^"]+">set it</a></p>""");
        mail.Text.ShouldMatch(@"^Dear First1, set it: http://training\.test/reset-password\?token=\S+\n$");
        // What is known of the person says what they got.
        await Eventually.Get(
            () => stage.App.InDatabase(stage.Company.Id, (_, db) => db.OutgoingMails.Select(sent => sent.Subject).SingleAsync()),
            subject => subject == "Hi First1: a new password");
        (await stage.Send(new GetSystemTemplateQuery(Reset, "en"))).IsOverridden.ShouldBeTrue();
        (await stage.Send(new GetSystemTemplateQuery(Reset, "de"))).IsOverridden.ShouldBeFalse();

        await stage.Send(new ResetSystemTemplateCommand(Reset, "en"));
        await Forgot(stage);
        (await Mail(stage, 2)).Subject.ShouldBe("Set a new password");
        (await stage.TrySend(new ResetSystemTemplateCommand(Reset, "en"))).FirstError.ShouldBe(SystemTemplateErrors.NotOverridden);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_that_would_be_worth_nothing_is_refused(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 1);

        var withoutLink = await stage.TrySend(new SaveSystemTemplateCommand(Reset, "en", new SystemTemplateInput("New password", "<p>Good luck</p>")));
        withoutLink.Errors.Select(error => error.Code).ShouldBe(["merge_field_missing", "merge_field_missing"]);
        (await stage.TrySend(new SaveSystemTemplateCommand(Reset, "en", new SystemTemplateInput("New", "<p>{{link}}</p>", "No link"))))
            .FirstError.Code.ShouldBe("merge_field_missing");
        (await stage.TrySend(new SaveSystemTemplateCommand(Reset, "en", new SystemTemplateInput("{{password}}", "<p>{{link}}</p>"))))
            .FirstError.Code.ShouldBe("merge_field_unknown");
        (await stage.TrySend(new SaveSystemTemplateCommand(Reset, "fr", new SystemTemplateInput("Oui", "<p>{{link}}</p>")))).IsError.ShouldBeTrue();
        (await stage.TrySend(new SaveSystemTemplateCommand(Reset, "en", new SystemTemplateInput("Yes", "<p>{{link}}</p>")), stage.Company.As(Role.Auditor)))
            .IsError.ShouldBeTrue();

        var preview = await stage.Send(new PreviewSystemTemplateQuery(Reset, "de", new SystemTemplateInput("Neu, {{firstName}}", "<p>{{link}}</p>")));
        (preview.Subject, preview.Text).ShouldBe(("Neu, [firstName]", "[link]\n"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_mail_has_words_and_a_text_part_in_every_language(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 0);
        var all = await stage.Send(new ListSystemTemplatesQuery(Page: 1, PageSize: 100));

        all.TotalItems.ShouldBe(Enum.GetValues<SystemMailKind>().Length * Languages.Supported.Count);
        foreach (var row in all.Items)
        {
            var template = await stage.Send(new GetSystemTemplateQuery(row.Kind, row.Language));
            var parts = new[] { template.Subject, template.Html, template.Text };
            parts.ShouldAllBe(part => MergeTemplate.Parse(part, name => row.Fields.Contains(name) ? name : null).UnknownFields.Count == 0, $"{row.Kind}");
            row.RequiredFields.ShouldAllBe(field => template.Html.Contains(field, StringComparison.Ordinal) && template.Text.Contains(field, StringComparison.Ordinal), $"{row.Kind}");
            (await stage.Send(new PreviewSystemTemplateQuery(row.Kind, row.Language, Template: null))).Text.ShouldNotContain("{{");

            // What is sent by default can be sent as the company's own.
            await stage.Send(new SaveSystemTemplateCommand(
                row.Kind, row.Language, new SystemTemplateInput(template.Subject, template.Html, template.Text)));
        }
    }

    private static async Task Forgot(CampaignStage stage)
    {
        var person = stage.Company.People[0];
        await stage.App.InDatabase(stage.Company.Id, async (services, db) =>
        {
            var user = await db.Users.SingleAsync(user => user.Id == person.Id);
            services.GetRequiredService<IMailOutbox>().Send(user, new ResetPasswordMail("http://training.test/reset-password?token=a-b_c&d"));
            await db.SaveChangesAsync();
            return true;
        });
    }

    private static async Task<RenderedMail> Mail(CampaignStage stage, int count) =>
        (await Eventually.Get(() => Task.FromResult(stage.Post.Accepted), mails => mails.Count >= count))[count - 1];
}
