using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Scorm;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class PersonLifeTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_is_deleted_is_out_of_sight_and_comes_back_within_thirty_days(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var person = company.People[0];

        (await app.Send(new DeleteUserCommand(person.Id), company.Admin)).IsError.ShouldBeFalse();

        (await app.Send(new GetUserQuery(person.Id), company.Admin)).FirstError.ShouldBe(UserErrors.NotFound);
        (await app.Send(new ActivateUserCommand(person.Id), company.Admin)).FirstError.ShouldBe(UserErrors.NotFound);
        (await app.Count(company)).ShouldBe(2);
        (await app.SeatsTaken(company)).ShouldBe(2);
        (await app.Send(new ListUsersQuery(Search: person.Email), company.Admin)).Value.TotalItems.ShouldBe(0);
        (await app.Send(new ListUsersQuery(Status: UserStatus.Deleted), company.Admin)).Value.Items.Single().Id.ShouldBe(person.Id);
        (await app.Send(new CreateUserCommand(person.Email, "New", "Person"), company.Admin)).FirstError.ShouldBe(UserErrors.EmailOfDeleted);
        (await app.Import(company, $"email,firstName,lastName\n{person.Email},New,Person\n")).Skipped.ShouldBe(1);
        (await app.Send(new DeleteUserCommand(company.Admin.UserId!.Value), company.Admin)).FirstError.ShouldBe(UserErrors.LastAdministrator);

        app.Clock.Advance(User.RestorePeriod - TimeSpan.FromMinutes(1));
        await Erase(app, company, person.Id);
        (await app.Send(new RestoreUserCommand(person.Id), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new RestoreUserCommand(person.Id), company.Admin)).FirstError.ShouldBe(UserErrors.NotDeleted);
        (await app.Find(company, person.Email)).Status.ShouldBe(UserStatus.Deactivated);
        (await app.Count(company)).ShouldBe(3);

        await app.Send(new DeleteUserCommand(person.Id), company.Admin);
        app.Clock.Advance(User.RestorePeriod);
        (await app.Send(new RestoreUserCommand(person.Id), company.Admin)).FirstError.ShouldBe(UserErrors.NotFound);
        await Erase(app, company, person.Id);
        (await app.Send(new CreateUserCommand(person.Email, "New", "Person"), company.Admin)).IsError.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Erasure_leaves_no_trace_of_the_person_and_every_number_as_it_was(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var (app, company) = (stage.App, stage.Company);
        var imported = await Import(
            stage,
            "email,firstName,lastName,manager,Badge\nzacharias@example.com,Zacharias,Quellwasser,,ZQ-4711\nother@example.com,Some,Body,zacharias@example.com,1\n");
        var harmless = await Import(stage, "email,firstName,lastName\nharmless@example.com,Harm,Less\n");
        var person = (await app.Find(company, "zacharias@example.com")).Id;
        var other = (await app.Find(company, "other@example.com")).Id;
        var zacharias = await app.InDatabase(company.Id, (_, db) => db.Set<User>().SingleAsync(user => user.Id == person));
        var simulation = await stage.LaunchAndDeliver(input => input with { Recipients = input.Recipients with { UserIds = [person, other, company.People[0].Id] } });
        await stage.Hit(zacharias, SimulationEventKind.Submitted);
        await app.InDatabase(company.Id, async (services, db) =>
        {
            services.GetRequiredService<IMailOutbox>().Send(zacharias, new Notice());
            return await db.SaveChangesAsync();
        });
        var before = await stage.Summary(simulation);
        (before.Submitted, before.Sent).ShouldBe((1, 3));

        await app.InDatabase(company.Id, async (_, db) =>
        {
            (await db.Set<User>().SingleAsync(user => user.Id == person)).ChangeEmail(EmailAddress.Parse("new.address@example.com").Value, app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        await stage.Send(new EraseUserCommand(person));
        (await stage.TrySend(new GetUserQuery(person))).FirstError.ShouldBe(UserErrors.NotFound);
        await Eventually.Get(
            () => app.InDatabase(company.Id, (_, db) => db.Set<User>().IgnoreQueryFilters().AnyAsync(user => user.Id == person)), exists => !exists);

        (await stage.Summary(simulation)).ShouldBe(before);
        (await stage.Results(simulation)).Select(row => row.Email).ShouldBe(["", "other@example.com", company.People[0].Email], ignoreOrder: true);
        var traces = await app.InDatabase(company.Id, async (_, db) => string.Join('\n',
        [
            .. (await db.Set<User>().IgnoreQueryFilters().ToListAsync()).Select(user => $"{user.SearchText} {user.ManagerEmail} {user.CustomAttributesText}"),
            .. (await db.Set<Recipient>().ToListAsync()).Select(row => $"{row.Email} {row.FullName} {row.ServerReply} {string.Join(' ', row.MergeValues.Values)}"),
            .. (await db.Set<OutgoingMail>().ToListAsync()).Select(mail => $"{mail.ToAddress} {mail.ToName} {mail.Subject}"),
            .. (await db.Set<PeopleImport>().ToListAsync()).Select(import => System.Text.Json.JsonSerializer.Serialize(import.Samples) + string.Join(' ', import.Errors)),
            .. Directory.GetFiles(Path.Combine(app.DataFolder, "files"), "*", SearchOption.AllDirectories).Select(File.ReadAllText),
        ]));
        traces.ShouldContain("harmless@example.com");
        foreach (var trace in (string[])["zacharias", "new.address", "Quellwasser", "ZQ-4711"])
        {
            traces.ShouldNotContain(trace, Case.Insensitive);
        }

        (await stage.TrySend(new GetPeopleImportFileQuery(imported.Id))).FirstError.ShouldBe(ImportErrors.FileGone);
        await using var kept = (await stage.Send(new GetPeopleImportFileQuery(harmless.Id))).Content;
        (await app.Look(company, imported.Id)).Created.ShouldBe(2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Everybody_gets_what_is_known_of_them_as_a_file(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        await stage.LaunchAndDeliver();
        var (person, archive) = (stage.Company.As(Role.Employee), stage.App.Services.GetRequiredService<IPersonalDataArchive>());
        (await stage.TrySend(new GetPersonalDataQuery(stage.Company.People[1].Id), person)).FirstError.ShouldBe(CommonErrors.Forbidden);
        (await stage.TrySend(new GetPersonalDataQuery(Guid.CreateVersion7()))).FirstError.ShouldBe(UserErrors.NotFound);

        var texts = await stage.App.InScope(person, async sender =>
        {
            using var file = new MemoryStream();
            await archive.Write((await sender.Send(new GetMyPersonalDataQuery())).Value, file, CancellationToken.None);
            await using var zip = new ZipArchive(file);
            return zip.Entries.ToDictionary(entry => entry.Name, entry => new StreamReader(entry.Open(), Encoding.UTF8).ReadToEnd());
        });

        string[] lists =
        [
            "simulations", "hits", "sessions", "sign-on", "mails", "risk-events", "risk-scores", "courses", "quiz-attempts", "packages", "certificates",
            "points", "campaigns", "reported-mails", "automation-actions", "webhook-deliveries",
        ];
        texts.Keys.ShouldBe(["profile.json", .. lists.SelectMany(list => new[] { $"{list}.json", $"{list}.csv" })]);
        texts["profile.json"].ShouldContain("\"formerEmails\": []");
        texts["profile.json"].ShouldContain("\"email\": \"person1@example.com\"");
        texts["simulations.json"].ShouldContain("\"delivery\": \"sent\"");
        texts["simulations.csv"].ShouldContain("person1@example.com");
        string.Concat(texts.Values).ShouldNotContain("person2@example.com");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_known_of_somebody_holds_their_progress_and_what_packages_have_told(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var course = await app.AddCourse(company);
        await Tell(await app.Enroll(company, course.Id, person: 0), "mine");
        await Tell(await app.Enroll(company, course.Id, person: 1), "theirs");

        var (courses, packages, table) = await app.InScope(company.Learner(0), async sender =>
        {
            using var file = new MemoryStream();
            var data = (await sender.Send(new GetMyPersonalDataQuery())).Value;
            await app.Services.GetRequiredService<ICsvWriter>().Write(data.Packages, file, CancellationToken.None);
            return (await data.Courses.ToListAsync(), await data.Packages.ToListAsync(), Encoding.UTF8.GetString(file.ToArray()).TrimStart('\uFEFF').Split("\r\n"));
        });

        courses.Single().Lessons.Select(lesson => lesson.LessonId).ShouldBe([course.Text, course.Exercise, course.Quiz]);
        var package = packages.Single();
        (package.EnrollmentId, package.Openings, package.TotalSeconds).ShouldBe((courses[0].Id, 1, 60));
        package.Data["cmi.location"].ShouldBe("mine");
        package.Data.Keys.ShouldNotContain(name => name.Contains("correct_responses", StringComparison.Ordinal));
        table[0].ShouldBe("EnrollmentId,LessonId,Openings,TotalSeconds,ChangedAt");
        table[1].Split(',').Length.ShouldBe(5);

        Task<int> Tell(Guid enrollment, string place) => app.InDatabase(company.Id, async (_, db) =>
        {
            var run = ScormRun.Begin(company.Id, enrollment, course.Text, app.Clock.GetUtcNow());
            run.Open();
            run.Take(
                new ScormCommit(1, 1, new ScormData(new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["cmi.location"] = place,
                    ["cmi.session_time"] = "PT1M",
                    ["cmi.interactions.0.correct_responses.0.pattern"] = "b",
                })),
                ScormVersion.Scorm2004,
                app.Clock.GetUtcNow());
            db.Add(run);
            return await db.SaveChangesAsync();
        });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_export_holds_the_filtered_people_and_no_formula(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 30);
        await app.Send(new UpdateUserCommand(company.People[4].Id, new UserChanges(JobTitle: "=1+1")), company.Admin);

        var text = await app.InScope(company.Admin, async sender =>
        {
            using var file = new MemoryStream();
            var export = (await sender.Send(new ExportUsersQuery(Search: "person", Sort: "email"))).Value;
            await app.Services.GetRequiredService<ICsvWriter>().Write(export.Rows, file, CancellationToken.None);
            return Encoding.UTF8.GetString(file.ToArray());
        });

        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(31);
        text.ShouldContain("'=1+1");
        text.ShouldNotContain("ada.");
    }

    private static async Task<PeopleImportRow> Import(Stage stage, string csv)
    {
        var id = await stage.App.Upload(stage.Company, Encoding.UTF8.GetBytes(csv));
        return await Eventually.Get(() => stage.App.Look(stage.Company, id), import => import.Status == ImportStatus.Completed);
    }

    /// <summary>What the queue does when the time has come.</summary>
    private static async Task Erase(TestApp app, TestCompany company, Guid person) =>
        (await app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == WorkKind.PersonErasure).Handle(
            new WorkItem(Guid.CreateVersion7(), company.Id, WorkKind.PersonErasure, person, GroupId: null, Attempt: 1), CancellationToken.None))
        .ShouldBe(WorkOutcome.Done);

    private sealed record Notice : TransactionalMail
    {
        public override SystemMailKind Kind => SystemMailKind.PasswordChanged;

        public override MailText Template(string language) => new("Notice", ["Something."]);
    }
}
