using System.Text;
using ErrorOr;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class PeopleImportTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Creates_and_updates_by_address_and_leaves_alone_what_a_file_does_not_say(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var first = await app.Import(company, "email,firstName,lastName,department,jobTitle,Kostenstelle,language\nMax@Example.com,Max,Muster,Sales,Clerk,4711,de-AT\n");
        var second = await app.Import(company, "E-Mail-Adresse;Vorname;Nachname;Abteilung;Rolle;kostenstelle\nmax@example.com;Maximilian;;SALES;auditor;\n");

        (first.Status, first.Progress, first.Created, first.Updated, first.Skipped).ShouldBe((ImportStatus.Completed, 100, 1, 0, 0));
        (second.Created, second.Updated, second.Skipped).ShouldBe((0, 1, 0));
        var max = await app.Find(company, "max@example.com");
        (max.FirstName, max.LastName, max.DepartmentName, max.JobTitle, max.Role, max.Language)
            .ShouldBe(("Maximilian", "Muster", "Sales", "Clerk", Role.Auditor, "de"));
        max.CustomAttributes.ShouldBe(new Dictionary<string, string> { ["Kostenstelle"] = "4711" });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Tells_line_and_field_of_everything_that_is_wrong_and_takes_the_rest(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var csv = string.Join(
            "\r\n",
            "email,firstName,lastName,role,language,timeZone,manager,Note",
            "good@example.com,Good,\"Two\r\nlines\",,,,,",
            "fine@example.com,Fine,Person,Employee,en,Europe/Berlin,boss@example.com,\"with \"\"quotes\"\"\"",
            "nobody,No,Body,,,,,",
            "a@example.com,A,A,king,fr,Mars/Base,boss,",
            "fine@example.com,Fine,Again,,,,,",
            "",
            "root@example.com,Root,Root,platformAdmin,,,,",
            "bad@example.com,B\"ad,Quote,,,,,",
            "nul@example.com,N\0ul,Nul,,,,,",
            "empty@example.com,,Empty,,,,,",
            $"long@example.com,{new string('x', 101)},Long,,,,,",
            "many@example.com,Many,Cells,,,,,,,surplus");

        var done = await app.Import(company, csv);

        (done.Created, done.Updated, done.Skipped).ShouldBe((1, 0, 10));
        done.Errors.Select(error => (error.Line, error.Field)).ShouldBe(
        [
            (2, "lastName"), (5, "email"), (6, "managerEmail"), (6, "role"), (6, "language"), (6, "timeZone"), (7, "email"), (9, "role"),
            (10, ""), (11, "firstName"), (12, "firstName"), (13, "firstName"), (14, ""),
        ]);
        done.Errors.Single(error => error.Line == 7).Message.ShouldContain("line 4");
        (await app.Find(company, "fine@example.com")).CustomAttributes["Note"].ShouldBe("with \"quotes\"");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_dry_run_tells_the_same_and_changes_nothing(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2, arrange: company => company.Subscribe(PlanKind.Premium));
        var lines = Enumerable.Range(1, 1200).Select(number => $"new{number}@example.com,New,Person{number},Department {number % 7}");
        var csv = Encoding.UTF8.GetBytes($"email,firstName,lastName,department\nperson1@example.com,Changed,,\n{string.Join('\n', lines)}\n");

        var dry = await app.Import(company, csv, dryRun: true);
        (await app.Count(company)).ShouldBe(3);
        (await app.Find(company, "person1@example.com")).FirstName.ShouldBe("First1");
        var real = await app.Import(company, csv);

        (real.Created, real.Updated, real.Skipped).ShouldBe((497, 1, 703));
        (dry.Created, dry.Updated, dry.Skipped).ShouldBe((real.Created, real.Updated, real.Skipped));
        dry.Errors.ShouldBe(real.Errors);
        real.Errors[0].ShouldBe(new ImportError(500, "email", CompanyErrors.SeatLimitReached(500, PlanKind.Premium).Description));
        (await app.Count(company)).ShouldBe(500);
        (await app.SeatsTaken(company)).ShouldBe(500);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task After_a_kill_the_next_worker_goes_on_where_the_last_portion_ended(DatabaseProvider provider)
    {
        var power = new Power();
        await using var app = await TestApp.Start(provider, services =>
        {
            var real = services.Single(service => service.ServiceType == typeof(ICompanyScope));
            services.Replace(ServiceDescriptor.Singleton<ICompanyScope>(provider =>
                new FragileScope((ICompanyScope)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), power)));
        });
        var company = await app.AddCompany();
        var lines = Enumerable.Range(1, 1700).Select(number => $"new{number}@example.com,New,Person{number}").ToList();
        lines[1600] = "new3@example.com,Twice,Person";
        var id = await app.Upload(company, Encoding.UTF8.GetBytes($"email,firstName,lastName\n{string.Join('\n', lines)}"));

        power.PortionsLeft = 2;
        await Should.ThrowAsync<IOException>(() => app.Work(company, id));
        (await app.Look(company, id)).Created.ShouldBe(1000);
        power.PortionsLeft = int.MaxValue;
        await app.Work(company, id, attempt: 2);
        await app.Work(company, id, attempt: 3);

        var done = await app.Look(company, id);
        (done.Status, done.Created, done.Updated, done.Skipped).ShouldBe((ImportStatus.Completed, 1699, 0, 1));
        done.Errors.ShouldBe([new ImportError(1602, "email", "The address is on line 4 already.")]);
        (await app.Count(company)).ShouldBe(1700);
        Directory.GetFiles(Path.Combine(app.DataFolder, "files"), "*", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_long_file_takes_seconds(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var people = ProofSize.Of(inSuite: 5_000, full: 50_000);
        var lines = Enumerable.Range(1, people).Select(number => $"new{number}@example.com,New,Person{number},Department {number % 40},Clerk,{number}");
        var csv = Encoding.UTF8.GetBytes($"email,firstName,lastName,department,jobTitle,Desk\n{string.Join('\n', lines)}");
        var started = TimeProvider.System.GetTimestamp();

        var done = await app.Import(company, csv);

        (done.Created, done.Skipped).ShouldBe((people, 0));
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Two_workers_at_one_file_take_each_portion_once()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        var lines = Enumerable.Range(1, 2300).Select(number => $"new{number}@example.com,New,Person{number}");
        var id = await app.Upload(company, Encoding.UTF8.GetBytes($"email,firstName,lastName\n{string.Join('\n', lines)}"));

        await Task.WhenAll(app.Work(company, id), app.Work(company, id));

        var done = await app.Look(company, id);
        (done.Created, done.Updated, done.Skipped).ShouldBe((2300, 0, 0));
        (await app.SeatsTaken(company)).ShouldBe(2301);
    }

    [Fact]
    public async Task A_file_without_its_columns_fails_and_names_each()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();

        var done = await app.Import(company, "E-Mail,email,Straße,team,Team\na@example.com,,,,");

        done.Status.ShouldBe(ImportStatus.Failed);
        done.Errors.Select(error => (error.Line, error.Field)).ShouldBe([(1, "email"), (1, "Straße"), (1, "Team"), (1, "firstName"), (1, "lastName")]);
    }

    [Fact]
    public async Task An_empty_upload_is_refused_and_a_header_alone_imports_nobody()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();

        (await app.Send(new StartPeopleImportCommand(Stream.Null, "", DryRun: false), company.Admin)).FirstError.Code.ShouldBe("file_empty");
        var done = await app.Import(company, "email,firstName,lastName");

        (done.Status, done.Created).ShouldBe((ImportStatus.Completed, 0));
    }

    [Fact]
    public async Task No_file_leaves_a_company_without_an_administrator()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        var admin = (await app.Send(new GetUserQuery(company.Admin.UserId!.Value), company.Admin)).Value;
        await app.Import(company, "email,firstName,lastName,role\nsecond@example.com,Second,Admin,companyAdmin\n");

        var done = await app.Import(company, $"email,firstName,lastName,role\n{admin.Email},,,employee\nsecond@example.com,,,employee\n");

        (done.Updated, done.Skipped).ShouldBe((1, 1));
        done.Errors.Single().Field.ShouldBe("role");
        (await app.Find(company, admin.Email)).Role.ShouldBe(Role.CompanyAdmin);
    }

    [Fact]
    public async Task The_worker_starts_by_itself()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        await app.StartWorkers();

        var id = await app.Upload(company, "email,firstName,lastName\na@example.com,A,A"u8.ToArray());

        var done = await Eventually.Get(() => app.Look(company, id), import => import.Status == ImportStatus.Completed);
        done.Created.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_reads_the_import_of_another_company()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var (mine, other) = (await app.AddCompany(), await app.AddCompany());
        var id = await app.Upload(other, "email,firstName,lastName"u8.ToArray());

        (await app.Send(new GetPeopleImportQuery(id), mine.Admin)).FirstError.ShouldBe(ImportErrors.NotFound);
        (await app.Send(new FindImportWorkQuery(id), other.Admin)).FirstError.ShouldBe(CommonErrors.Forbidden);
    }

    private sealed class Power
    {
        public int PortionsLeft { get; set; } = int.MaxValue;
    }

    private sealed class FragileScope(ICompanyScope inner, Power power) : ICompanyScope
    {
        public Task<ErrorOr<T>> Send<T>(Guid companyId, IMessage<T> message, CancellationToken ct) =>
            message is ImportNextPortionCommand && power.PortionsLeft-- <= 0 ? throw new IOException("Killed.") : inner.Send(companyId, message, ct);
    }
}
