using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.Infrastructure.Persistence.Sqlite;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Analytics;

/// <summary>The nightly work of a company with thousands of people, of whom each has done something.</summary>
public sealed class RiskAtScaleTests(ITestOutputHelper output)
{
    private static readonly int People = ProofSize.Of(inSuite: 2_500, full: 10_000);
    private const int SelectsPerPortion = 3;

    [Theory, ClassData(typeof(Engines))]
    public async Task A_night_takes_seconds_and_a_few_statements_for_each_portion(DatabaseProvider provider)
    {
        var recorder = new Recorder();
        await using var app = await TestApp.Start(provider, services => services
            .ConfigureDbContext<PostgresDbContext>(options => options.AddInterceptors(recorder))
            .ConfigureDbContext<SqliteDbContext>(options => options.AddInterceptors(recorder)));
        var company = await app.AddCompany(People);
        var now = app.Clock.GetUtcNow();
        await app.InDatabase(company.Id, async (_, db) =>
        {
            foreach (var person in company.People)
            {
                var (source, kinds) = (Guid.CreateVersion7(now), new[] { RiskEventKind.LureOpened, RiskEventKind.LureClicked });
                var facts = kinds.Select(kind => new RiskFact(source, kind, now.AddDays(-1))).ToList();
                var risk = PersonRisk.Of(company.Id, person.Id);
                risk.Assess(facts, now);
                db.Add(risk);
                db.AddRange(facts.Select(fact => RiskEvent.Record(company.Id, person.Id, fact)));
            }

            return await db.SaveChangesAsync();
        });
        app.Clock.Advance(TimeSpan.FromDays(30));
        recorder.Selects = 0;
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();

        await app.UpdateRisk(company);

        var took = Stopwatch.GetElapsedTime(started);
        output.WriteLine(
            $"{provider}: {took.TotalSeconds:0.0} s, {recorder.Selects} selects, {(GC.GetTotalAllocatedBytes() - allocated) / 1_000_000} MB allocated in passing");
        recorder.Selects.ShouldBeLessThan((((People / RecalculateRiskCommand.PortionSize) + 1) * SelectsPerPortion) + 10);
        (await app.RiskOf(company, 77)).ShouldSatisfyAllConditions(
            risk => risk.Score.ShouldBe(57),
            risk => risk.ComputedAt.ShouldBe(app.Clock.GetUtcNow()),
            risk => risk.History.ShouldHaveSingleItem().Score.ShouldBe(57));
        var report = (await app.Send(new GetRiskReportQuery(), company.Admin)).Value;
        (report.People, report.Bands.High, report.Series.Single().People).ShouldBe((People + 1, People, People + 1));
    }

    private sealed class Recorder : DbCommandInterceptor
    {
        public int Selects { get; set; }

        public override ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            Selects += eventData.CommandSource == CommandSource.LinqQuery ? 1 : 0;
            return ValueTask.FromResult(result);
        }
    }
}
