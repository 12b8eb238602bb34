using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>As many people as a simulation may have: planned truly, written down and sent to without being kept in memory, and readable meanwhile.</summary>
public sealed class ManyRecipientsTests(ITestOutputHelper output)
{
    private static readonly int People = ProofSize.Of(inSuite: 1_200, full: 100_000);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_large_simulation_is_planned_launched_and_read_while_it_sends(DatabaseProvider provider)
    {
        var post = new CountingTransport();
        await using var app = await TestApp.Start(provider, services => services.AddSingleton<IMailTransport>(post));
        var company = await app.AddCompany(People - 1);
        var id = await Draft(app, company.Admin);

        var watch = Stopwatch.StartNew();
        var plan = await Ask(app, company.Admin, new GetSimulationPlanQuery(id, Page: 7, PageSize: 100));
        output.WriteLine($"{provider}: planned {plan.Recipients} people in {watch.Elapsed}");
        (plan.Recipients, plan.People.Items.Count, plan.Hours.Sum(hour => hour.Mails)).ShouldBe((People, 100, People));

        var before = GC.GetTotalMemory(forceFullCollection: true);
        watch.Restart();
        await Ask(app, company.Admin, new LaunchSimulationCommand(id));
        await app.StartWorkers();
        await Eventually.Get(() => Task.FromResult(post.Sent), sent => sent > 0, TimeSpan.FromMinutes(5));
        var reads = new List<TimeSpan>();
        await Eventually.Get(
            async () =>
            {
                reads.Add(await Time(() => Ask(app, company.Admin, new GetSimulationSummaryQuery(id))));
                reads.Add(await Time(() => Ask(app, company.Admin, FirstPage(id))));
                return post.Sent;
            },
            sent => sent >= People,
            TimeSpan.FromMinutes(20));
        var p95 = reads.Order().ElementAt((int)(reads.Count * 0.95));
        var grown = (GC.GetTotalMemory(forceFullCollection: true) - before) >> 20;
        output.WriteLine($"{provider}: sent in {watch.Elapsed}, {reads.Count} reads meanwhile, p95 {p95.TotalMilliseconds:F0} ms, {grown} MiB more in memory");

        post.Sent.ShouldBe(People);
        if (ProofSize.IsFull)
        {
            p95.ShouldBeLessThan(TimeSpan.FromMilliseconds(200));
            grown.ShouldBeLessThan(100);
        }
    }

    private static async Task<Guid> Draft(TestApp app, Actor admin)
    {
        var template = await Ask(app, admin, new CreateLureTemplateCommand(new LureTemplateInput(
            "Many", "Hello {{firstName}}", "IT", """<a href="{{link}}">here</a>""", "<form></form>")));
        return await Ask(app, admin, new CreateSimulationCommand(new SimulationInput(
            "Many", [template], new SimulationRecipients(All: true), Timing: new SendTiming { JitterMinutes = 0, SkipHolidays = true })));
    }

    private static GetSimulationResultsQuery FirstPage(Guid id) => new(
        id, Page: 1, PageSize: 20, Search: null, Sort: null, Delivery: null, Opened: null, Clicked: null, Submitted: null, Reported: null);

    private static async Task<T> Ask<T>(TestApp app, Actor admin, IMessage<T> message)
    {
        var answer = await app.Send(message, admin);
        answer.IsError.ShouldBeFalse(answer.IsError ? answer.FirstError.Description : "");
        return answer.Value;
    }

    private static async Task<TimeSpan> Time(Func<Task> step)
    {
        var start = Stopwatch.GetTimestamp();
        await step();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Takes every mail and keeps none.</summary>
    private sealed class CountingTransport : IMailTransport
    {
        private int _sent;

        public int Connections => 8;

        public int Sent => Volatile.Read(ref _sent);

        public Task<MailReceipt> Send(RenderedMail mail, CancellationToken ct)
        {
            Interlocked.Increment(ref _sent);
            return Task.FromResult(new MailReceipt(MailVerdict.Accepted, "250 OK"));
        }
    }
}
