using System.Text.RegularExpressions;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>A company whose people are <c>person1@example.com</c> and so on, a mail server, and workers that work.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    public const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    /// <summary>For machines that have other things to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private Stage(TestApp app, TestCompany company, RecordingTransport post)
    {
        (App, Company, Post) = (app, company, post);
    }

    public TestApp App { get; }

    public TestCompany Company { get; }

    public RecordingTransport Post { get; }

    public ITrackingTokens Tokens => App.Services.GetRequiredService<ITrackingTokens>();

    public static async Task<Stage> Open(
        DatabaseProvider provider, int people = 5, IDictionary<string, string?>? settings = null, bool withWorkers = true,
        Action<IServiceCollection>? configure = null)
    {
        var post = new RecordingTransport();
        var app = await TestApp.Start(
            provider,
            services =>
            {
                services.AddSingleton<IMailTransport>(post);
                configure?.Invoke(services);
            },
            settings);
        var company = await app.AddCompany(people);
        if (withWorkers)
        {
            await app.StartWorkers();
        }

        return new Stage(app, company, post);
    }

    public Task<ErrorOr<T>> TrySend<T>(IMessage<T> message, Actor? caller = null) => App.Send(message, caller ?? Company.Admin);

    public async Task<T> Send<T>(IMessage<T> message, Actor? caller = null)
    {
        var answer = await TrySend(message, caller);
        (answer.IsError ? string.Join(", ", answer.Errors.Select(error => $"{error.Code}: {error.Description}")) : "").ShouldBe("");
        return answer.Value;
    }

    public Task<Guid> AddTemplate(string language = "en", Func<LureTemplateInput, LureTemplateInput>? change = null)
    {
        var template = new LureTemplateInput(
            Name: $"Own ({language})",
            Subject: $"[{language}] Hello {{{{firstName}}}}",
            SenderName: "IT",
            Html: """<p>Dear {{firstName}} {{lastName}} of {{department|nowhere}}: <a href="{{link}}">here</a></p>""",
            LandingHtml: """<form><input name="password" type="password"><button>Go</button></form>""",
            Language: language,
            Text: "Dear {{fullName}}: {{link}}",
            Cues: [new Cue(CueKind.GenericGreeting, CueTarget.Body, Mark: null, Count: 1, "A cue", "Because of it")]);
        return Send(new CreateLureTemplateCommand(change?.Invoke(template) ?? template));
    }

    /// <summary>Drafts a simulation; without any template, with one of the company's own; to everybody but its administrator.</summary>
    public async Task<Guid> Draft(Func<SimulationInput, SimulationInput>? change = null, params Guid[] templateIds)
    {
        var simulation = new SimulationInput(
            "Test", templateIds.Length > 0 ? templateIds : [await AddTemplate()], new SimulationRecipients(UserIds: [.. Company.People.Select(person => person.Id)]));
        return await Send(new CreateSimulationCommand(change?.Invoke(simulation) ?? simulation));
    }

    public async Task<Guid> Launch(Func<SimulationInput, SimulationInput>? change = null, params Guid[] templateIds)
    {
        var id = await Draft(change, templateIds);
        await Send(new LaunchSimulationCommand(id));
        return id;
    }

    /// <summary>Launches, and waits until everybody has their mail.</summary>
    public async Task<Guid> LaunchAndDeliver(Func<SimulationInput, SimulationInput>? change = null, params Guid[] templateIds)
    {
        var id = await Launch(change, templateIds);
        await WaitFor(id, summary => summary.Recipients > 0 && summary.Sent == summary.Recipients);
        return id;
    }

    public Task<SimulationRow> Get(Guid id) => Send(new GetSimulationQuery(id));

    public Task<SimulationSummary> Summary(Guid id) => Send(new GetSimulationSummaryQuery(id));

    public Task<SimulationSummary> WaitFor(Guid id, Func<SimulationSummary, bool> isThere) => Eventually.Get(() => Summary(id), isThere, Patience);

    /// <summary>The workers wait by the clock that stands still, so it is pushed until the simulation has got there.</summary>
    public Task<SimulationRow> WaitFor(Guid id, SimulationStatus status) => Eventually.Get(
        async () =>
        {
            await Pass(TimeSpan.FromSeconds(3));
            return await Get(id);
        },
        simulation => simulation.Status == status,
        Patience);

    /// <summary>Lets time go by, unless somebody is at work: for them hours would pass within one mail.</summary>
    public async Task Pass(TimeSpan time)
    {
        if (!await IsAnybodyAtWork())
        {
            App.Clock.Advance(time);
        }
    }

    /// <summary>Waits until nobody is at work, so that nobody reckons from a time that leaps away.</summary>
    public Task Rest() => Eventually.Get(IsAnybodyAtWork, isAtWork => !isAtWork, Patience);

    public async Task<IReadOnlyList<RecipientRow>> Results(Guid id)
    {
        var rows = new List<RecipientRow>();
        PagedList<RecipientRow> page;
        do
        {
            page = await Send(new GetSimulationResultsQuery(
                id, rows.Count / 100 + 1, PageSize: 100, Search: null, Sort: null, Delivery: null, Opened: null, Clicked: null, Submitted: null, Reported: null));
            rows.AddRange(page.Items);
        }
        while (rows.Count < page.TotalItems && page.Items.Count > 0);
        return rows;
    }

    public async Task<IReadOnlyList<TimelineRow>> Timeline(Guid id, int limit = 200)
    {
        var rows = new List<TimelineRow>();
        string? cursor = null;
        do
        {
            var page = await Send(new GetSimulationTimelineQuery(id, cursor, limit));
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            rows.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return rows;
    }

    public RenderedMail MailTo(User person) => Post.Accepted.Single(mail => mail.To.Address == person.Email);

    /// <summary>The token of the link in somebody's mail.</summary>
    public TrackingTarget TargetOf(User person) => Tokens.Read(TrackingPurpose.Link, TokenIn(MailTo(person)))!;

    public static string TokenIn(RenderedMail mail) => Link().Match(mail.Text).Groups["token"].Value;

    public Task<HitOutcome?> Hit(User person, SimulationEventKind kind, string? userAgent = Browser, bool isHead = false, bool isPrefetch = false) =>
        Hit(TargetOf(person), kind, userAgent, isHead, isPrefetch);

    public Task<HitOutcome?> Hit(
        TrackingTarget target, SimulationEventKind kind, string? userAgent = Browser, bool isHead = false, bool isPrefetch = false) =>
        App.Services.GetRequiredService<IHitIntake>()
            .Record(target, kind, new HitEvidence(App.Clock.GetUtcNow(), userAgent, isHead, isPrefetch));

    /// <summary>What comes from somewhere and says what browsers say.</summary>
    public Task<HitOutcome?> HitFrom(User person, SimulationEventKind kind, string address, string userAgent = Browser, bool isHoneypot = false) =>
        App.Services.GetRequiredService<IHitIntake>().Record(
            TargetOf(person),
            kind,
            new HitEvidence(App.Clock.GetUtcNow(), userAgent, IsHead: false, IsPrefetch: false)
            {
                Address = System.Net.IPAddress.Parse(address),
                IsHoneypot = isHoneypot,
            });

    /// <summary>Changes rows of the company behind the use cases' backs.</summary>
    public Task Arrange(Func<AppDbContext, Task> step) => App.InDatabase(Company.Id, async (_, db) =>
    {
        await step(db);
        await db.SaveChangesAsync();
        return true;
    });

    public async Task<User> AddPerson(string email, string firstName = "New")
    {
        var person = User.Create(
            Company.Id, EmailAddress.Parse(email).Value, new PersonName(firstName, "Person"), Role.Employee, App.Clock.GetUtcNow());
        await Arrange(db =>
        {
            db.Add(person);
            return Task.CompletedTask;
        });
        return person;
    }

    public ValueTask DisposeAsync()
    {
        // The workers finish the mails that are under way before they stop.
        Post.Release();
        return App.DisposeAsync();
    }

    private Task<bool> IsAnybodyAtWork() => App.InDatabase(Company.Id, (_, db) => db.WorkItems.AnyAsync(item => item.LeaseId != null));

    [GeneratedRegex(@"/t/(?<token>[\w-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
