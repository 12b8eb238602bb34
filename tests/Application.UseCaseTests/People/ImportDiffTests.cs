using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class ImportDiffTests(ITestOutputHelper output)
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_dry_run_shows_who_is_new_who_changes_who_stays_and_who_is_missing(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 4);
        const string Csv = "email,firstName,lastName,role\nnew@example.com,New,Person,\nperson1@example.com,First1,Last1,\nperson2@example.com,Changed,Last2,auditor\nperson3@example.com,,,king\n";

        var dry = await app.Import(company, Csv, dryRun: true);

        (dry.Created, dry.Updated, dry.Unchanged, dry.Missing, dry.Skipped).ShouldBe((1, 1, 1, 1, 1));
        dry.Diff.Created.Single().ShouldSatisfyAllConditions(
            row => row.Line.ShouldBe(2), row => row.Email.ShouldBe("new@example.com"), row => row.Name.ShouldBe("New Person"));
        dry.Diff.Updated.Single().Fields.ShouldBe(["firstName", "role"]);
        dry.Diff.Unchanged.Single().Email.ShouldBe("person1@example.com");
        dry.Diff.Missing.Select(row => (row.Line, row.Email)).ShouldBe([((int?)null, "person4@example.com")]);
        (await app.Find(company, "person2@example.com")).FirstName.ShouldBe("First2");

        await app.Import(company, Csv);
        var again = await app.Import(company, Csv);
        (again.Created, again.Updated, again.Unchanged, again.Missing, again.Deactivated).ShouldBe((0, 0, 3, 1, 0));
        (await app.Find(company, "person4@example.com")).Status.ShouldBe(UserStatus.Active);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Missing_people_are_deactivated_many_of_them_only_when_confirmed(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 20);
        await app.Send(new UpdateUserCommand(company.People[19].Id, new UserChanges(Role: Role.CompanyAdmin)), company.Admin);
        string Without(int missing) => "email,firstName,lastName\nfresh@example.com,Fresh,Person\n"
            + string.Concat(Enumerable.Range(missing + 1, 19 - missing).Select(number => $"person{number}@example.com,Renamed,\n"));

        var refused = await app.Import(company, Without(3), deactivateMissing: true);
        refused.Status.ShouldBe(ImportStatus.Failed);
        refused.Errors.Single().Code.ShouldBe("mass_deactivation");
        (refused.Created, refused.Updated, refused.Missing, refused.Deactivated).ShouldBe((0, 0, 3, 0));
        (await app.Count(company)).ShouldBe(21);
        (await app.Find(company, "person10@example.com")).FirstName.ShouldBe("First10");
        var dry = await app.Import(company, Without(3), dryRun: true, deactivateMissing: true);
        (dry.Status, dry.Errors.Single().Code, dry.Created).ShouldBe((ImportStatus.Completed, "mass_deactivation", 1));

        var few = await app.Import(company, Without(1), deactivateMissing: true);
        (few.Status, few.Created, few.Deactivated).ShouldBe((ImportStatus.Completed, 1, 1));
        var many = await app.Import(company, Without(5), deactivateMissing: true, confirm: true);

        (many.Status, many.Missing, many.Deactivated).ShouldBe((ImportStatus.Completed, 4, 4));
        (await app.Send(new ListUsersQuery(Status: UserStatus.Deactivated), company.Admin)).Value.TotalItems.ShouldBe(5);
        (await app.SeatsTaken(company)).ShouldBe(17);
        (await app.Send(new ListUsersQuery(Role: Role.CompanyAdmin, Status: UserStatus.Active), company.Admin)).Value.TotalItems.ShouldBe(2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_history_tells_who_and_when_and_keeps_the_files_for_ninety_days(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        const string Csv = "email,firstName,lastName\nnew@example.com,New,Person\n";
        var import = await app.Import(company, Csv);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Import(company, Csv);

        var history = (await app.Send(new ListPeopleImportsQuery(), company.Admin)).Value;

        history.Items.Select(row => (row.Created, row.Unchanged, row.RequestedByName)).ShouldBe([(0, 1, "Ada Admin"), (1, 0, "Ada Admin")]);
        await using (var content = (await app.Send(new GetPeopleImportFileQuery(import.Id), company.Admin)).Value.Content)
        {
            using var reader = new StreamReader(content);
            (await reader.ReadToEndAsync()).ShouldBe(Csv);
        }

        await app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == WorkKind.PeopleImportRemoval).Handle(
            new WorkItem(Guid.CreateVersion7(), company.Id, WorkKind.PeopleImportRemoval, import.Id, GroupId: null, Attempt: 1), CancellationToken.None);
        (await app.Send(new GetPeopleImportFileQuery(import.Id), company.Admin)).FirstError.ShouldBe(ImportErrors.NotFound);
        Directory.GetFiles(Path.Combine(app.DataFolder, "files"), "*", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_diff_of_many_people_takes_seconds_and_little_memory(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(arrange: company => company.Subscribe(PlanKind.Enterprise));
        var people = ProofSize.Of(inSuite: 2_500, full: 10_000);
        var lines = Enumerable.Range(1, people).Select(number => $"new{number}@example.com,New,Person{number},Department {number % 40},Clerk,{number}").ToList();
        byte[] File() => Encoding.UTF8.GetBytes($"email,firstName,lastName,department,jobTitle,Desk\n{string.Join('\n', lines)}");
        (await app.Import(company, File())).Created.ShouldBe(people);
        lines.RemoveRange(0, 500);
        lines[0] = lines[0].Replace("Clerk", "Boss", StringComparison.Ordinal);
        var csv = File();
        GC.Collect();
        var (started, peak) = (Stopwatch.GetTimestamp(), 0L);
        await using var meter = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), state: null, 0, 20);

        var diff = await app.Import(company, csv, dryRun: true);

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{provider}: {seconds:0.0} s, managed memory at most {peak / 1024 / 1024} MiB");
        (diff.Created, diff.Updated, diff.Unchanged, diff.Missing).ShouldBe((0, 1, people - 501, 500));
        seconds.ShouldBeLessThan(60);
        if (ProofSize.IsFull)
        {
            peak.ShouldBeLessThan(500 * 1024 * 1024, "alone, that is: in the suite it is what all tests have that run at the same time");
        }
    }
}
