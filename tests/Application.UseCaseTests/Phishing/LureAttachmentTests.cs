using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Files that come with a lure, made for each person.</summary>
public sealed class LureAttachmentTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Everybody_gets_files_of_their_own_and_opening_one_counts_as_a_click_of_a_person(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var template = await stage.AddTemplate(change: input => input with
        {
            Html = "<p>See the file, {{firstName}}</p>",
            Attachments = [.. Enum.GetValues<AttachmentKind>().Select(kind =>
                new LureAttachment(kind, "Invoice 4711", "Invoice for {{fullName}}", "Dear {{firstName}},\n<b>pay</b> & smile.", "See {{companyName}}"))],
        });
        var id = await stage.LaunchAndDeliver(change: null, template);
        var person = stage.Company.People[0];

        var files = stage.MailTo(person).Attachments;

        files.Select(file => file.FileName).ShouldBe(["Invoice 4711.pdf", "Invoice 4711.docx", "Invoice 4711.html"]);
        Encoding.Latin1.GetString(files[0].Content).ShouldStartWith("%PDF-");
        var token = Encoding.Latin1.GetString(files[0].Content).Split("/t/")[1].Split(')')[0];
        var target = stage.Tokens.Read(TrackingPurpose.Attachment, token).ShouldNotBeNull();
        target.ShouldBe(stage.TargetOf(person));
        stage.Tokens.Read(TrackingPurpose.Link, token).ShouldBeNull("a file's link is told from the mail's");
        using var docx = new ZipArchive(new MemoryStream(files[1].Content));
        var text = XDocument.Load(await docx.GetEntry("word/document.xml")!.OpenAsync()).Root!.Value;
        text.ShouldContain($"Invoice for {person.FullName}");
        text.ShouldContain("<b>pay</b> & smile.");
        XDocument.Load(await docx.GetEntry("word/_rels/document.xml.rels")!.OpenAsync()).ToString().ShouldContain($"/t/{token}");
        var html = Encoding.UTF8.GetString(files[2].Content);
        html.ShouldContain("&lt;b&gt;pay&lt;/b&gt;");
        html.ShouldContain($"/t/{token}/open.gif");

        await stage.Hit(target, SimulationEventKind.AttachmentOpened, userAgent: "Mozilla/5.0 (compatible; Proofpoint URL Defense)");
        (await stage.Summary(id)).Clicked.ShouldBe(0);
        await stage.Hit(target, SimulationEventKind.AttachmentOpened);
        (await stage.Summary(id)).ShouldBe(new SimulationSummary(2, Sent: 2, Failed: 0, Skipped: 0, Opened: 1, Clicked: 1, Submitted: 0, Reported: 0)
        {
            Raw = new RawHits(Opened: 0, Clicked: 2, Submitted: 0),
        });
        (await stage.Timeline(id)).Count(line => line.Kind == SimulationEventKind.AttachmentOpened).ShouldBe(2);
    }

    [Fact]
    public async Task Pictures_in_the_HTML_travel_as_parts_of_the_mail()
    {
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 1);
        var template = await stage.AddTemplate(change: input => input with
        {
            Html = "<img src=\"data:image/gif;base64,R0lGODdh\"><img src=\"data:image/gif;base64,R0lGODlh\"><a href=\"{{link}}\">{{qrCode}}</a>",
        });
        await stage.LaunchAndDeliver(change: null, template);

        var mail = stage.MailTo(stage.Company.People[0]);

        mail.Html.ShouldStartWith("<img src=\"cid:image1\"><img src=\"cid:image2\">");
        mail.Html.ShouldNotContain("data:");
        mail.Images.Keys.Order().ShouldBe(["image1", "image2", "qr"]);
        mail.Images["image2"].ShouldBe("GIF89a"u8.ToArray());
    }

    [Theory]
    [InlineData("../x")]
    [InlineData(".hidden")]
    [InlineData("a\r\nb")]
    [InlineData("a\"b")]
    [InlineData("")]
    public async Task What_is_no_name_of_a_file_is_refused(string name)
    {
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 0, withWorkers: false);

        var refused = await stage.TrySend(new CreateLureTemplateCommand(new LureTemplateInput(
            "x", "x", "x", "x", LandingHtml: "x", Attachments: [new LureAttachment(AttachmentKind.Pdf, name, "x", "x", "x")])));

        refused.FirstError.Metadata!["field"].ShouldBe("attachments[0].fileName");
    }
}
