using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Companies;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.WebApi.Tests.Story;

/// <summary>From the registration to the results, as a company lives it: over HTTP, with a real mail server and a thousand people.</summary>
public sealed partial class WholeStoryTests
{
    private const int People = 1000;
    internal const string Domain = "nordwind-staff.example";
    private const string PublicUrl = "https://training.nordwind.example";
    private const string Browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    private const string Scanner = "Mozilla/5.0 (compatible; Barracuda Sentinel)";
    private const string Canary = "hunter2-canary-4711";

    private static readonly HtmlParser Html = new();

    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_registers_sends_a_simulation_and_sees_what_its_people_did(DatabaseProvider provider)
    {
        await using var sink = await SmtpSink.Start();
        var dns = new PublishedRecords();
        await using var host = await ApiHost.Start(provider, services => services.AddSingleton<ITxtRecords>(dns), Settings(sink), logsEverything: true);
        var founder = await Founder.Register(token => token is null ? host.Anonymous : host.WithToken(token), sink, "aenne@nordwind-office.example");
        CheckVerificationMail((await sink.Mails()).ShouldHaveSingleItem());

        var people = Enumerable.Range(0, People).Select(number => new Player(number)).ToList();
        var import = await founder.Import(
            ["email,firstName,lastName,department,language", .. people.Select(one => $"{one.Email},{one.FirstName},{one.LastName},{one.Department},{one.Language}")]);
        import.GetProperty("created").GetInt32().ShouldBe(People);
        import.GetProperty("errors").GetArrayLength().ShouldBe(0);

        var templates = await PickTemplates(founder);
        var simulation = await Draft(founder, templates);
        (await founder.Api.Post($"{simulation}/launch")).Code.ShouldBe("no_eligible_recipients", "nobody's domain has been verified");
        await VerifyDomain(founder, dns);
        await Preview(founder, templates, people[2]);

        (await founder.Api.Post($"{simulation}/launch")).Successful().Json.GetProperty("status").GetString().ShouldBe("running");
        var mails = await sink.Mails(People + 1, TimeSpan.FromMinutes(4));
        await Eventually.Get(
            async () => (await founder.Api.Get(simulation)).Successful().Json.GetProperty("status").GetString(), status => status == "completed", TimeSpan.FromMinutes(2));
        var lures = CheckMails([.. (await sink.Mails()).Where(mail => mail.To.EndsWith($"@{Domain}", StringComparison.Ordinal))], people, templates);
        mails.Count.ShouldBe(People + 1, "somebody got a mail who should not have");

        await Play(host, founder, people, lures, templates);

        CheckSummary((await founder.Api.Get($"{simulation}/summary")).Successful().Json, people);
        CheckResults(await founder.All($"{simulation}/results"), people);
        CheckTimeline(await founder.AllByCursor($"{simulation}/timeline", limit: 200), people);
        CheckExport((await founder.Api.Get($"{simulation}/export")).Successful());
        host.Log.ShouldNotContain(line => line.Contains(Canary, StringComparison.Ordinal));
    }

    private static Dictionary<string, string?> Settings(SmtpSink sink) => new(StringComparer.Ordinal)
    {
        ["PublicUrl"] = PublicUrl,
        ["Mail:From"] = "SecurityTraining <no-reply@training.nordwind.example>",
        ["Mail:Smtp:Host"] = "127.0.0.1",
        ["Mail:Smtp:Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Smtp:Security"] = "None",
    };

    private static void CheckVerificationMail(ReceivedMail mail)
    {
        mail.Message.From.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("no-reply@training.nordwind.example");
        mail.Message.To.Mailboxes.ShouldHaveSingleItem().Name.ShouldBe("Änne Gründer");
        mail.Message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        mail.Message.TextBody!.ShouldContain($"{PublicUrl}/verify-email?token=");
        mail.Message.HtmlBody!.ShouldContain($"{PublicUrl}/verify-email?token=");
    }

    private static async Task<IReadOnlyList<JsonElement>> PickTemplates(Founder founder)
    {
        var library = await founder.All("/api/v1/phishing/templates?library=true");
        var picked = library.Where(template => template.GetProperty("category").GetString() is "invoice" or "qrCode" or "password").ToList();
        picked.Select(template => template.GetProperty("language").GetString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(["de", "en"]);
        var details = new List<JsonElement>();
        foreach (var template in picked)
        {
            details.Add((await founder.Api.Get($"/api/v1/phishing/templates/{template.GetProperty("id")}")).Successful().Json);
        }

        return details;
    }

    private static async Task<string> Draft(Founder founder, IReadOnlyList<JsonElement> templates)
    {
        var created = await founder.Api.Post("/api/v1/phishing/simulations", new
        {
            name = "Herbst 2026",
            templateIds = templates.Select(template => template.GetProperty("id").GetGuid()),
            recipients = new { all = true },
        });
        created.Status.ShouldBe(HttpStatusCode.Created);
        created.Header("Location").ShouldBe($"/api/v1/phishing/simulations/{created.Id}");
        return $"/api/v1/phishing/simulations/{created.Id}";
    }

    private static async Task VerifyDomain(Founder founder, PublishedRecords dns)
    {
        var domain = (await founder.Api.Post("/api/v1/company/domains", new { name = Domain })).Successful();
        var path = $"/api/v1/company/domains/{domain.Id}";
        (await founder.Api.Post($"{path}/verify")).Code.ShouldBe("domain_not_proven");
        var (name, value) = (domain.Json.GetProperty("recordName").GetString()!, domain.Json.GetProperty("recordValue").GetString()!);
        name.ShouldBe($"_securitytraining.{Domain}");
        dns.Publish(name, value);
        (await founder.Api.Post($"{path}/verify")).Successful();
    }

    private static async Task Preview(Founder founder, IReadOnlyList<JsonElement> templates, Player player)
    {
        var user = (await founder.All($"/api/v1/users?search={player.Email}")).ShouldHaveSingleItem();
        foreach (var template in templates)
        {
            var preview = (await founder.Api.Post(
                $"/api/v1/phishing/templates/{template.GetProperty("id")}/preview", new { userId = user.GetProperty("id").GetGuid() })).Successful().Json;
            preview.GetProperty("to").GetString().ShouldBe(player.Email);
            var text = Html.ParseDocument(preview.GetProperty("html").GetString()!).Body!.TextContent;
            text.ShouldContain("Nordwind GmbH");
            player.IsNamedIn(text).ShouldBeTrue(text);
            preview.ToString().ShouldNotContain("{{");
            preview.ToString().ShouldNotContain("/t/", customMessage: "a preview leads nowhere");
        }
    }

    /// <returns>Each person's token.</returns>
    private static Dictionary<string, Lure> CheckMails(
        IReadOnlyList<ReceivedMail> mails, IReadOnlyList<Player> people, IReadOnlyList<JsonElement> templates)
    {
        mails.Select(mail => mail.To).ShouldBe(people.Select(one => one.Email), ignoreOrder: true);
        mails.Select(mail => mail.Message.MessageId).Distinct(StringComparer.Ordinal).Count().ShouldBe(People);
        mails.Select(mail => mail.Connection).Distinct().Count().ShouldBeLessThan(50, "eight, and those that take the place of idle ones");
        var byEmail = people.ToDictionary(one => one.Email, StringComparer.Ordinal);
        var lures = new Dictionary<string, Lure>(StringComparer.Ordinal);
        foreach (var mail in mails)
        {
            var (message, player) = (mail.Message, byEmail[mail.To]);
            var candidates = templates.Where(template => template.GetProperty("language").GetString() == player.Language).ToList();
            var sender = message.From.Mailboxes.ShouldHaveSingleItem();
            var template = candidates.Single(candidate => sender.Address == $"{candidate.GetProperty("senderLocalPart")}@training.nordwind.example");

            mail.MailFrom.ShouldBe(sender.Address);
            message.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(player.Email);
            message.To.Mailboxes.Single().Name.ShouldBe($"{player.FirstName} {player.LastName}");
            message.Subject.ShouldNotBeNullOrWhiteSpace();
            message.Subject.ShouldNotContain("{{");
            message.MessageId!.ShouldMatch(@"^[0-9a-f]{32}@training\.nordwind\.example$");
            (TimeProvider.System.GetUtcNow() - message.Date).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(10));
            message.Headers.Select(header => header.Field).ShouldBe(
                ["From", "Date", "Subject", "Message-Id", "To", "MIME-Version"], ignoreOrder: true,
                "a real phishing mail has no header that says what it is, and neither a List-Unsubscribe");

            message.BodyParts.Select(part => part.ContentType.MimeType).Take(2).ShouldBe(["text/plain", "text/html"]);
            var (html, text) = (message.HtmlBody!, message.TextBody!);
            var tokens = Link().Matches(text).Select(match => match.Groups["token"].Value).Distinct(StringComparer.Ordinal).ToList();
            var token = tokens.ShouldHaveSingleItem();
            var page = Html.ParseDocument(html);
            var links = page.QuerySelectorAll("a[href]:not([aria-hidden])").Select(link => link.GetAttribute("href")!).Where(link => link.StartsWith(PublicUrl, StringComparison.Ordinal)).ToList();
            (links.Count > 0 || message.BodyParts.Any(part => part.ContentType.MimeType == "image/png")).ShouldBeTrue(player.Email);
            links.ShouldAllBe(link => link == $"{PublicUrl}/t/{token}");
            page.QuerySelectorAll("a[aria-hidden]").ShouldHaveSingleItem().GetAttribute("href").ShouldBe($"{PublicUrl}/t/{token}/terms", "the link for machines");
            var pixel = page.QuerySelectorAll("img[src]").Select(image => image.GetAttribute("src")!).Single(source => source.EndsWith("/open.gif", StringComparison.Ordinal));
            pixel.ShouldStartWith($"{PublicUrl}/t/");
            html.ShouldNotContain("{{");
            lures.Add(player.Email, new Lure(token, new Uri(pixel).AbsolutePath, message.MessageId!, template));
        }

        lures.Values.Select(lure => lure.Token).Distinct(StringComparer.Ordinal).Count().ShouldBe(People);
        lures.Values.Select(lure => lure.Template.GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(templates.Count, "every lure is used");
        return lures;
    }

    private static async Task Play(
        ApiHost host, Founder founder, IReadOnlyList<Player> people, Dictionary<string, Lure> lures, IReadOnlyList<JsonElement> templates)
    {
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (player, _) =>
        {
            var lure = lures[player.Email];
            foreach (var act in player.Acts)
            {
                var answer = await (act switch
                {
                    Act.Open => Browse(host, HttpMethod.Get, lure.Pixel),
                    Act.Click => Browse(host, HttpMethod.Get, lure.Link),
                    Act.Submit => Browse(host, HttpMethod.Post, lure.Link),
                    Act.ScannerClick => host.Anonymous.Get(lure.Link, ("User-Agent", Scanner)),
                    Act.HeadClick => host.Anonymous.Send(HttpMethod.Head, lure.Link, content: null, ("User-Agent", Browser)),
                    Act.PrefetchOpen => host.Anonymous.Get(lure.Pixel, ("User-Agent", Browser), ("Sec-Purpose", "prefetch")),
                    _ => founder.Api.Post("/api/v1/phishing/reports", new { messageId = $"<{lure.MessageId}>" }),
                });
                answer.Status.ShouldBe(HttpStatusCode.OK, $"{player.Email} {act}");
                if (act == Act.Click)
                {
                    CheckLandingPage(answer);
                }
                else if (act == Act.Submit)
                {
                    CheckTeachingPage(answer, player, lure);
                }
            }
        });

        (await host.Anonymous.Get($"/t/{new string('A', 59)}", ("User-Agent", Browser))).Status.ShouldBe(HttpStatusCode.NotFound);
        var forged = lures[people[0].Email].Token;
        forged = forged[..10] + (forged[10] == 'x' ? 'y' : 'x') + forged[11..];
        (await host.Anonymous.Get($"/t/{forged}", ("User-Agent", Browser))).Status.ShouldBe(HttpStatusCode.NotFound);
        templates.Count.ShouldBeGreaterThan(3);
    }

    private static Task<ApiAnswer> Browse(ApiHost host, HttpMethod method, string path) => host.Anonymous.Send(
        method,
        path,
        method == HttpMethod.Post ? new FormUrlEncodedContent([new("password", Canary)]) : null,
        ("User-Agent", Browser));

    private static void CheckLandingPage(ApiAnswer answer)
    {
        answer.Header("Content-Security-Policy")!.ShouldContain("sandbox allow-forms");
        answer.Header("Content-Security-Policy")!.ShouldContain("default-src 'none'");
        answer.Header("Referrer-Policy").ShouldBe("no-referrer");
        var page = Html.ParseDocument(answer.Body);
        page.QuerySelectorAll("script, iframe, input[name], select[name], textarea[name], button[name]").ShouldBeEmpty();
        page.QuerySelector("form")!.GetAttribute("method").ShouldBe("post");
        page.QuerySelector("form")!.GetAttribute("action")!.ShouldStartWith($"{PublicUrl}/t/");
    }

    private static void CheckTeachingPage(ApiAnswer answer, Player player, Lure lure)
    {
        var page = Html.ParseDocument(answer.Body);
        page.DocumentElement.GetAttribute("lang").ShouldBe(player.Language);
        page.QuerySelector("h1")!.TextContent.ShouldStartWith(player.Language == "de" ? "Das war ein Test" : "This was a test");
        var shown = page.QuerySelector(".cues")!.TextContent;
        foreach (var cue in lure.Template.GetProperty("cues").EnumerateArray())
        {
            shown.ShouldContain(cue.GetProperty("title").GetString()!);
            shown.ShouldContain(cue.GetProperty("explanation").GetString()!);
        }

        player.IsNamedIn(page.QuerySelector(".mail")!.TextContent).ShouldBeTrue(player.Email);
        page.QuerySelectorAll(".mail [data-cue]").ShouldNotBeEmpty();
        page.QuerySelectorAll("script, form").ShouldBeEmpty();
        answer.Body.ShouldNotContain(Canary);
    }

    [GeneratedRegex(@"/t/(?<token>[\w-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
