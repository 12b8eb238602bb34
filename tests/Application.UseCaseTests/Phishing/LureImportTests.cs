using System.Net;
using System.Net.Sockets;
using System.Text;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Saved mails, what Gophish exports, and pages on the Internet become lures of the company's own.</summary>
public sealed class LureImportTests
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private const string Mail =
        $"""
         From: "Parcel Service" <parcels@carrier.test>
         To: victim@example.com
         Subject: =?utf-8?Q?Ihr_Paket_wartet_=E2=80=93_jetzt?=
         MIME-Version: 1.0
         Content-Type: multipart/mixed; boundary=outer

         --outer
         Content-Type: multipart/related; boundary=inner

         --inner
         Content-Type: text/html; charset=utf-8

         <html><head><title>x</title><script>steal()</script></head><body><p onclick="steal()">Your parcel <a href="https://evil.test/track?id=victim">here</a></p>
         <img src="cid:logo@carrier"><img src="https://evil.test/pixel.gif"><img src="cid:missing"></body></html>
         --inner
         Content-Type: image/png
         Content-ID: <logo@carrier>
         Content-Transfer-Encoding: base64

         {Png}
         --inner--
         --outer
         Content-Type: application/zip; name=invoice.zip
         Content-Disposition: attachment; filename=invoice.zip
         Content-Transfer-Encoding: base64

         AAAA
         --outer--
         """;

    [Theory, ClassData(typeof(Engines))]
    public async Task A_saved_mail_becomes_a_template_without_anything_of_the_attackers(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);

        var import = await Import(stage, Mail.ReplaceLineEndings("\r\n"));

        var template = await stage.Send(new GetLureTemplateQuery(import.Created.ShouldHaveSingleItem().Id));
        (template.Subject, template.SenderName, template.SenderLocalPart).ShouldBe(("Ihr Paket wartet – jetzt", "Parcel Service", "parcels"));
        template.Html.ShouldContain("<a href=\"{{link}}\">here</a>");
        template.Html.ShouldContain($"src=\"data:image/png;base64,{Png}\"");
        template.LandingHtml.ShouldContain("<form");
        foreach (var gone in (string[])["evil.test", "steal", "script", "cid:"])
        {
            template.Html.ShouldNotContain(gone, Case.Insensitive);
        }

        import.Notes.Select(note => note.Message).ShouldContain(note => note.Contains("pixel.gif", StringComparison.Ordinal));
        import.Notes.Select(note => note.Message).ShouldContain(note => note.Contains("attachment", StringComparison.Ordinal));
        (await stage.Send(new PreviewLureTemplateQuery(template.Id, stage.Company.People[0].Id))).Html.ShouldContain("Your parcel");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Text_and_HTML_become_templates_too(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);

        var text = await Import(stage, "From: a@b.test\r\nSubject: Plain\r\n\r\nLook: https://evil.test/x <now>\r\n");
        var html = await Import(stage, "<!doctype html><title>Saved page</title><p>Hello</p>", name: "Named");

        var plain = await stage.Send(new GetLureTemplateQuery(text.Created[0].Id));
        plain.Text.ShouldContain("Look: {{link}}");
        plain.Html.ShouldContain("&lt;now&gt;");
        plain.Html.ShouldNotContain("evil.test");
        var page = await stage.Send(new GetLureTemplateQuery(html.Created[0].Id));
        (page.Name, page.Subject).ShouldBe(("Named", "Saved page"));
        page.Html.ShouldContain("{{link}}");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Gophish_templates_come_as_they_are_all_or_none(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);
        const string Good =
            """
            {"id": 1, "name": "Reset", "envelope_sender": "IT Desk <desk@corp.test>", "subject": "{{.FirstName}}, reset", "text": "Go to {{.URL}}",
             "html": "<p>{{.FirstName}} <a href=\"{{.URL}}\">reset</a>{{.Tracker}}</p>", "modified_date": "2026-01-01T00:00:00Z",
             "attachments": [{"content": "AAAA", "type": "application/zip", "name": "a.zip"}]}
            """;

        var import = await Import(stage, $"[{Good}, {Good.Replace("\"Reset\"", "\"Reset 2\"", StringComparison.Ordinal)}]");

        import.Created.Select(created => created.Name).ShouldBe(["Reset", "Reset 2"]);
        import.Notes.ShouldContain(note => note.Element == "[1]" && note.Message.Contains("attachment", StringComparison.Ordinal));
        var template = await stage.Send(new GetLureTemplateQuery(import.Created[0].Id));
        (template.SenderName, template.SenderLocalPart, template.Text).ShouldBe(("IT Desk", "desk", "Go to {{.URL}}"));
        template.Html.ShouldBe("<p>{{.FirstName}} <a href=\"{{.URL}}\">reset</a>{{.Tracker}}</p>");

        var refused = await TryImport(stage, $$$"""[{{{Good}}}, {"name": "", "subject": "{{.Evil}}", "html": "{{.URL}}"}, {"name": "x\u0000", "subject": "{{.Evil}}", "html": "{{.URL}}"}]""");
        refused.Errors.Select(error => error.Metadata!["field"]).ShouldBe(["[1].name", "[2].subject"]);
        foreach (var broken in (string[])["", "{", "[]", "[null]", "[1]", "{\"name\": 3}", "nonsense", "{\"name\":\"\\ud800\"}"])
        {
            (await TryImport(stage, broken)).IsError.ShouldBeTrue(broken);
        }

        var all = await stage.Send(new ListLureTemplatesQuery(1, 100, Search: null, Sort: null, Language: null, Category: null, Difficulty: null, Library: false));
        all.TotalItems.ShouldBe(2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Gophish_pages_and_groups_come_in_too(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);

        var pages = await stage.Send(new ImportLandingPagesCommand(
            Bytes("""{"name": "Login", "html": "<form action=\"x\"><input name=\"p\"></form>{{.Email}}", "capture_credentials": true, "redirect_url": "https://corp.test"}""")));
        pages.Notes.Count.ShouldBe(2);
        (await stage.Send(new GetLandingPageQuery(pages.Created[0].Id))).Stages[0].Html.ShouldNotContain("name=");

        const string Groups =
            """
            [{"name": "Sales", "targets": [
                {"email": "person1@example.com", "first_name": "", "last_name": "", "position": ""},
                {"email": "NEW@example.com", "first_name": "Nina", "last_name": "New", "position": "Clerk"}]},
             {"name": "All", "targets": [{"email": "new@example.com", "first_name": "Nina", "last_name": "New"}]}]
            """;
        var first = await stage.Send(new ImportGroupsCommand(Bytes(Groups)));
        (first.Groups.Count, first.Created, first.Known).ShouldBe((2, 1, 1));
        var again = await stage.Send(new ImportGroupsCommand(Bytes(Groups)));
        (again.Groups.Select(group => group.Id).SequenceEqual(first.Groups.Select(group => group.Id)), again.Created).ShouldBe((true, 0));
        var members = await stage.Send(new ListGroupMembersQuery(first.Groups[0].Id, Page: null, PageSize: null));
        members.Items.Select(person => person.Email).Order().ShouldBe(["new@example.com", "person1@example.com"]);

        var refused = await stage.TrySend(new ImportGroupsCommand(Bytes(
            """[{"name": "Fine", "targets": [{"email": "x@example.com", "first_name": "", "last_name": "L"}, {"email": "nonsense"}]}, {"targets": null}]""")));
        refused.Errors.Select(error => error.Metadata!["field"]).ShouldBe(
            ["[0].targets[1].email", "[1].name", "[0].targets[0].first_name"]);
        (await stage.Send(new ListUsersQuery(Page: null, PageSize: null, Search: "x@example.com", Sort: null))).TotalItems.ShouldBe(0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_page_comes_from_the_Internet_with_its_styles_and_pictures_and_without_the_rest(DatabaseProvider provider)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["OutboundHttp:AllowPrivateAddresses"] = "true" };
        await using var stage = await Stage.Open(provider, people: 1, settings: settings, withWorkers: false);
        using var site = new Site();

        var imported = await stage.Send(new ImportLandingPageFromUrlCommand($"{site.Address}login/"));

        imported.Name.ShouldBe("Corp sign-in");
        var html = (await stage.Send(new GetLandingPageQuery(imported.Id))).Stages[0].Html;
        html.ShouldContain("rgba(1, 2, 3, 1)");
        html.ShouldContain($"data:image/png;base64,{Png}");
        html.ShouldContain("{ {link}}");
        foreach (var gone in (string[])["script", "steal", "name=", "127.0.0.1", "corp.test", "missing.png"])
        {
            html.ShouldNotContain(gone, Case.Insensitive);
        }

        imported.Notes.ShouldContain(note => note.Contains("missing.png", StringComparison.Ordinal));
        await stage.Send(new UpdateLandingPageCommand(imported.Id, new LandingPageChanges(Name: "Edited")));
        foreach (var bad in (string[])["moved", "picture.png", "gone"])
        {
            var refused = await stage.TrySend(new ImportLandingPageFromUrlCommand($"{site.Address}{bad}"));
            refused.FirstError.Code.ShouldBe("import_address_unfit", bad);
        }

        await using var guarded = await Stage.Open(provider, people: 0, withWorkers: false);
        foreach (var bad in (string[])[site.Address.ToString(), "https://127.0.0.1:1/", "https://169.254.169.254/", "file:///etc/passwd", "https://me:secret@example.com/"])
        {
            (await guarded.TrySend(new ImportLandingPageFromUrlCommand(bad))).FirstError.Code.ShouldBe("import_address_unfit", bad);
        }
    }

    private static async Task<LureImport> Import(Stage stage, string file, string? name = null) =>
        await stage.Send(new ImportLureTemplatesCommand(Bytes(file), name));

    private static Task<ErrorOr.ErrorOr<LureImport>> TryImport(Stage stage, string file) => stage.TrySend(new ImportLureTemplatesCommand(Bytes(file)));

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>A web server with one page.</summary>
    private sealed class Site : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);

        public Site()
        {
            _listener.Start();
            _ = Serve();
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

        public void Dispose() => _listener.Dispose();

        private async Task Serve()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await Answer(client.GetStream());
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }

        private static async Task Answer(NetworkStream stream)
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 1024, leaveOpen: true);
            var path = ((await reader.ReadLineAsync()) ?? "").Split(' ').ElementAtOrDefault(1);
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            var (status, type, body) = path switch
            {
                "/login/" => ("200 OK", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(
                    """
                    <html><head><title>Corp sign-in</title><link rel="stylesheet" href="../style.css"><script>steal()</script></head>
                    <body class="c">{{link}}<form action="https://corp.test/login"><input name="password"></form>
                    <img src="/picture.png"><img src="/missing.png"></body></html>
                    """)),
                "/style.css" => ("200 OK", "text/css", Encoding.UTF8.GetBytes("@import url(http://127.0.0.1/x.css);.c{color:rgb(1,2,3);background:url(https://corp.test/x.png)}")),
                "/picture.png" => ("200 OK", "image/png", Convert.FromBase64String(Png)),
                "/moved" => ("302 Found\r\nLocation: /login/", "text/html", []),
                _ => ("404 Not Found", "text/html", Array.Empty<byte>()),
            };
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
            await stream.WriteAsync(body);
        }
    }
}
