using System.Globalization;
using System.Text.RegularExpressions;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.Application.Mailing.Templates;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Application.UseCaseTests.Mailing;

/// <summary>A company that sends news by mail to <c>person1@example.com</c> and so on.</summary>
internal sealed partial class CampaignStage : IAsyncDisposable
{
    public const string Destination = "https://news.example/read?id=7&lang=en";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private CampaignStage(TestApp app, TestCompany company, RecordingTransport post) => (App, Company, Post) = (app, company, post);

    public TestApp App { get; }

    public TestCompany Company { get; }

    public RecordingTransport Post { get; }

    public IReadOnlyList<RenderedMail> News => [.. Post.Accepted.Where(mail => mail.Headers.ContainsKey("List-Unsubscribe"))];

    /// <param name="sink">A real mail server in place of the recording one.</param>
    public static async Task<CampaignStage> Open(DatabaseProvider provider, int people = 5, SmtpSink? sink = null)
    {
        var post = new RecordingTransport();
        var app = await TestApp.Start(
            provider,
            services =>
            {
                if (sink is null)
                {
                    services.AddSingleton<IMailTransport>(post);
                }
            },
            sink is null ? null : Smtp(sink));
        var company = await app.AddCompany(people);
        await app.StartWorkers();
        return new CampaignStage(app, company, post);
    }

    public static Dictionary<string, string?> Smtp(SmtpSink sink) => new(StringComparer.Ordinal)
    {
        ["Mail:Smtp:Host"] = "127.0.0.1",
        ["Mail:Smtp:Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Smtp:Security"] = "None",
    };

    public Task<ErrorOr<T>> TrySend<T>(IMessage<T> message, Actor? caller = null) => App.Send(message, caller ?? Company.Admin);

    public async Task<T> Send<T>(IMessage<T> message, Actor? caller = null)
    {
        var answer = await TrySend(message, caller);
        (answer.IsError ? string.Join(", ", answer.Errors.Select(error => $"{error.Code}: {error.Description}")) : "").ShouldBe("");
        return answer.Value;
    }

    public async Task<T> SendAnonymously<T>(IMessage<T> message)
    {
        var answer = await App.Send(message);
        answer.IsError.ShouldBeFalse();
        return answer.Value;
    }

    public static MailTemplateInput Template(string subject = "News for {{firstName}}") => new(
        "Monthly news",
        MailCategory.TrainingNews,
        [
            new MailVersionInput(
                "en",
                subject,
                $"""<h1>Hello {"{{firstName|colleague}}"}</h1><script>alert(1)</script><p>There is <a href="{Destination}">something new</a>.</p>"""),
            new MailVersionInput("de", "Neues für {{firstName}}", """<p>Guten Tag {{fullName}}, <a href="https://news.example/de">mehr dazu</a>.</p>"""),
        ]);

    public Task<Guid> AddTemplate(MailTemplateInput? template = null) => Send(new CreateMailTemplateCommand(template ?? Template()));

    public async Task<Guid> Draft(Func<CampaignInput, CampaignInput>? change = null)
    {
        var campaign = new CampaignInput(
            "News", await AddTemplate(), new SimulationRecipients(UserIds: [.. Company.People.Select(person => person.Id)]));
        return await Send(new CreateCampaignCommand(change?.Invoke(campaign) ?? campaign));
    }

    public async Task<Guid> Start(Func<CampaignInput, CampaignInput>? change = null)
    {
        var id = await Draft(change);
        await Send(new SendCampaignCommand(id));
        return id;
    }

    public async Task<Guid> Deliver(Func<CampaignInput, CampaignInput>? change = null)
    {
        var id = await Start(change);
        await WaitFor(id, stats => stats.Recipients > 0 && stats.Sent + stats.Skipped == stats.Recipients);
        return id;
    }

    public Task<CampaignRow> Get(Guid id) => Send(new GetCampaignQuery(id));

    public Task<CampaignStats> Stats(Guid id) => Send(new GetCampaignStatsQuery(id));

    public Task<CampaignStats> WaitFor(Guid id, Func<CampaignStats, bool> isThere) => Eventually.Get(() => Stats(id), isThere, Patience);

    /// <summary>The workers wait by the clock that stands still, so it is pushed until the campaign has got there.</summary>
    public Task<CampaignRow> WaitFor(Guid id, CampaignStatus status, TimeSpan? step = null) => Eventually.Get(
        async () =>
        {
            await Pass(step ?? TimeSpan.FromSeconds(3));
            return await Get(id);
        },
        campaign => campaign.Status == status,
        Patience);

    /// <summary>Lets time go by, unless somebody is at work.</summary>
    public async Task Pass(TimeSpan time)
    {
        if (!await App.InDatabase(Company.Id, (_, db) => db.WorkItems.AnyAsync(item => item.LeaseId != null)))
        {
            App.Clock.Advance(time);
        }
    }

    public RenderedMail NewsTo(User person) => News.Single(mail => mail.To.Address == person.Email);

    public Task<ErrorOr<CampaignHit>> Hit(string token, bool isOpening = false, bool isHead = false) => App.Send(new RecordCampaignHitCommand(
        token, isOpening, new HitEvidence(App.Clock.GetUtcNow(), Stage.Browser, isHead, IsPrefetch: false)));

    public static string LinkIn(string text) => Link().Match(text).Groups["token"].Value;

    public static string PixelIn(string html) => Pixel().Match(html).Groups["token"].Value;

    public static string UnsubscribeIn(string text) => Unsubscribe().Match(text).Groups["token"].Value;

    public Task Arrange(Func<AppDbContext, Task> step) => App.InDatabase(Company.Id, async (_, db) =>
    {
        await step(db);
        await db.SaveChangesAsync();
        return true;
    });

    public ValueTask DisposeAsync()
    {
        Post.Release();
        return App.DisposeAsync();
    }

    [GeneratedRegex(@"/m/(?<token>[\w-]+)(?!/)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"/m/(?<token>[\w-]+)/open\.gif", RegexOptions.ExplicitCapture)]
    private static partial Regex Pixel();

    [GeneratedRegex(@"/u/(?<token>[\w-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Unsubscribe();
}
