using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.Infrastructure.Persistence.Sqlite;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class LearningAtScaleTests(ITestOutputHelper output)
{
    private static readonly int People = ProofSize.Of(inSuite: 1_000, full: 10_000);
    private static readonly int Learners = ProofSize.Of(inSuite: 40, full: 200);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_whole_company_is_enrolled_in_portions_and_learns_at_once(DatabaseProvider provider)
    {
        var recorder = new Recorder();
        await using var app = await TestApp.Start(provider, services => services
            .ConfigureDbContext<PostgresDbContext>(options => options.AddInterceptors(recorder))
            .ConfigureDbContext<SqliteDbContext>(options => options.AddInterceptors(recorder)));
        var company = await app.AddCompany(People);
        var course = await app.AddCourse(company);
        var department = await app.Done(new CreateDepartmentCommand("All"), company.Admin);
        await app.InDatabase(company.Id, async (_, db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Users.ExecuteUpdateAsync(update => update.SetProperty(user => user.DepartmentId, department));
            await transaction.CommitAsync();
            return true;
        });

        recorder.Others = 0;
        var watch = Stopwatch.StartNew();
        var assignment = await app.Done(new AssignCourseCommand(course.Id, DepartmentIds: [department], DueDays: 30), company.Admin);
        (await app.Work(company, WorkKind.CourseAssignment, assignment)).IsDone.ShouldBeTrue();
        var (enrolled, statements, portions) = (watch.Elapsed, recorder.Others, (People / EnrollNextPortionCommand.MaxPeople) + 1);
        output.WriteLine($"{provider}: {People} people enrolled in {enrolled.TotalSeconds:F1} s, {statements} statements besides the rows, {portions} portions");
        (await app.Done(new GetAssignmentQuery(assignment), company.Admin)).Enrolled.ShouldBe(People + 1);
        statements.ShouldBeLessThan(20 + (15 * portions));

        var bare = await Write(Learners, (person, _) => InsertBare(app, company, person));
        var own = await app.InDatabase(company.Id, (_, db) => db.Enrollments.ToDictionaryAsync(row => row.UserId, row => row.Id));
        await Report(person: 0, time: 0);
        var progress = await Write(Learners, Report);
        output.WriteLine(
            $"{provider}: {Learners} people at once: {progress.PerSecond:F0} progress writes/s, p95 {progress.Slow:F0} ms; "
            + $"bare inserts {bare.PerSecond:F0}/s, p95 {bare.Slow:F0} ms; ratio {progress.PerSecond / bare.PerSecond:F2}");

        Task Report(int person, int time) =>
            app.Done(new ReportProgressCommand(own[company.People[person].Id], course.Text, PositionSeconds: time + 1, Completed: time > 2), company.Learner(person));
    }

    /// <summary>Everybody writes something new five times, all of them at once.</summary>
    private static async Task<(double PerSecond, double Slow)> Write(int people, Func<int, int, Task> write)
    {
        const int Times = 5;
        var watch = Stopwatch.StartNew();
        var took = await Task.WhenAll(Enumerable.Range(0, people).Select(person => Task.Run(async () =>
        {
            var times = new List<double>();
            for (var time = 0; time < Times; time++)
            {
                var began = watch.Elapsed;
                await write(person, time);
                times.Add((watch.Elapsed - began).TotalMilliseconds);
            }

            return times;
        })));
        var sorted = took.SelectMany(times => times).Order().ToList();
        return (sorted.Count / watch.Elapsed.TotalSeconds, sorted[sorted.Count * 95 / 100]);
    }

    /// <summary>The least that the database can do for one write: a row of its own in a transaction of its own.</summary>
    private static Task<int> InsertBare(TestApp app, TestCompany company, int person) => app.InDatabase(company.Id, async (services, db) =>
    {
        using (await services.GetRequiredService<DatabaseEngine>().EnterWriter(CancellationToken.None))
        {
            db.Add(Domain.Learning.Quizzes.QuizRegrading.Plan(
                company.Id, company.People[person].Id, Guid.CreateVersion7(app.Clock.GetUtcNow()), Guid.Empty, total: 0, app.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        }
    });

    private sealed class Recorder : DbCommandInterceptor
    {
        private int _others;

        public int Others
        {
            get => _others;
            set => _others = value;
        }

        public override ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (!command.CommandText.Replace("\"", "", StringComparison.Ordinal).Contains("INSERT INTO enrollments", StringComparison.OrdinalIgnoreCase))
            {
                Interlocked.Increment(ref _others);
            }

            return ValueTask.FromResult(result);
        }
    }
}
