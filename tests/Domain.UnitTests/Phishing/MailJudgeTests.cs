using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class MailJudgeTests
{
    private static readonly MailJudge Judge = new(["nordwind.example", "nw-group.example"], "Nordwind GmbH", IsColleaguesName: false);

    [Fact]
    public void An_ordinary_mail_is_unremarkable()
    {
        var mail = Mail("Anna Blum", "anna@lieferant.example") with
        {
            ReplyTo = "anna@mail.lieferant.example",
            Links = [new("https://shop.lieferant.example/x", "shop.lieferant.example"), new("https://nordwind.example/", "Ihr Portal")],
            Attachments = [new("Angebot.pdf", "application/pdf", 10, "00")],
            Authentication = new("pass", "pass", "pass"),
        };

        var hint = Judge.Judge(mail);

        hint.Reasons.ShouldBeEmpty();
        hint.Level.ShouldBe(HintLevel.Unremarkable);
    }

    [Theory]
    [InlineData("nordw1nd.example")]
    [InlineData("nordvvind.example")]
    [InlineData("nordwlnd.example")]
    [InlineData("norwdind.example")]
    [InlineData("nordwinde.example")]
    [InlineData("nordwind-login.example")]
    [InlineData("login-nordwind.co.uk")]
    [InlineData("nordwind.evil.example")]
    [InlineData("xn--nordwnd-vfb.example")]
    [InlineData("nordwind.support")]
    public void Domains_that_look_like_the_companys_are_named(string domain)
    {
        Judge.Judge(Mail("IT", $"it@{domain}")).Reasons.ShouldContain(new HintReason(HintReasonKind.LookalikeDomain, domain));
        Judge.Judge(Mail("IT", "it@x.example") with { Links = [new($"https://{domain}/a", Text: null)] }).Level.ShouldBe(HintLevel.Dangerous);
    }

    [Theory]
    [InlineData("nordwind.example")]
    [InlineData("mail.nordwind.example")]
    [InlineData("nordlicht.example")]
    [InlineData("ostwind.example")]
    [InlineData("example.com")]
    public void Other_domains_are_not(string domain) =>
        Judge.Judge(Mail("IT", $"it@{domain}")).Reasons.ShouldNotContain(reason => reason.Kind == HintReasonKind.LookalikeDomain);

    [Theory]
    [InlineData("chef@nordwind.example", "x@evil.example", true)]
    [InlineData("Nordwind GmbH IT", "x@evil.example", true)]
    [InlineData("Nordwind GmbH IT", "it@nordwind.example", false)]
    [InlineData("x@evil.example", "x@evil.example", false)]
    [InlineData("Somebody", "x@evil.example", false)]
    public void A_name_that_says_somebody_else_is_a_spoof(string name, string address, bool isSpoof) =>
        Judge.Judge(Mail(name, address)).Reasons.Any(reason => reason.Kind == HintReasonKind.DisplayNameSpoof).ShouldBe(isSpoof);

    [Fact]
    public void A_colleagues_name_at_a_foreign_address_is_a_spoof() =>
        (Judge with { IsColleaguesName = true }).Judge(Mail("Ada Admin", "ada.admin@freemail.example")).Reasons.Single().Kind.ShouldBe(HintReasonKind.DisplayNameSpoof);

    [Theory]
    [InlineData("https://paypal.example/login", "https://evil.example/a", true)]
    [InlineData("paypal.example", "https://login.paypal.example/a", false)]
    [InlineData("Click here", "https://evil.example/a", false)]
    [InlineData("www.bank.co.uk", "https://secure.bank.co.uk/", false)]
    [InlineData("a.co.uk", "https://b.co.uk/", true)]
    public void A_link_that_says_one_domain_and_leads_to_another_is_named(string text, string url, bool isTold) =>
        Judge.Judge(Mail("A", "a@b.example") with { Links = [new(url, text)] })
            .Reasons.Any(reason => reason.Kind == HintReasonKind.LinkTextDiffers).ShouldBe(isTold);

    [Theory]
    [InlineData("Rechnung.pdf.exe")]
    [InlineData("Rechnung.HTML")]
    [InlineData("macro.docm")]
    [InlineData("disk.iso")]
    public void Files_that_can_run_are_named(string name) =>
        Judge.Judge(Mail("A", "a@b.example") with { Attachments = [new(name, "application/octet-stream", 1, "00")] })
            .Reasons.ShouldBe([new HintReason(HintReasonKind.RiskyAttachment, name)]);

    [Fact]
    public void What_the_mail_server_says_counts()
    {
        var hint = Judge.Judge(Mail("A", "a@b.example") with { Authentication = new("softfail", "fail", "fail") });

        hint.Level.ShouldBe(HintLevel.Dangerous);
        hint.Reasons.Select(reason => reason.Kind).ShouldBe([HintReasonKind.SpfFailed, HintReasonKind.DkimFailed, HintReasonKind.DmarcFailed]);
    }

    private static MailFacts Mail(string name, string address) => new(
        new MailSender(name, address), ReplyTo: null, "Subject", MessageId: null, SentAt: null, [], [], MailAuthentication.Unknown, Digest: "");
}
