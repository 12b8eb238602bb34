using System.IO.Compression;
using System.Text;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class CertificateTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_completes_a_course_has_one_certificate_that_anybody_can_verify(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var stranger = await app.AddCompany();
        var (person, other) = (company.People[0], company.People[1]);
        var me = company.As(Role.Employee);
        var enrollment = await app.Services.CompleteCourse(company.Id, person.Id, await Course(app, company), score: 92, language: "de");
        await app.Services.CompleteCourse(company.Id, person.Id, await Course(app, company), enrollmentId: enrollment);

        var row = (await app.Send(new ListMyCertificatesQuery(), me)).Value.Items.ShouldHaveSingleItem();
        (row.PersonName, row.Score, row.Status, row.ExpiresAt, row.Language).ShouldBe(("First1 Last1", 92, CertificateStatus.Valid, null, "en"));
        (await Open(app, row.Id, me)).FirstError.ShouldBe(CertificateErrors.NotReady);
        await Work(app, company);

        Encoding.ASCII.GetString((await Open(app, row.Id, me)).Value[..5]).ShouldBe("%PDF-");
        (await Open(app, row.Id, company.Admin)).IsError.ShouldBeFalse();
        (await Open(app, row.Id, me with { UserId = other.Id })).FirstError.ShouldBe(CertificateErrors.NotFound);
        (await Open(app, row.Id, stranger.Admin)).FirstError.ShouldBe(CertificateErrors.NotFound);
        (await app.Send(new ListMyCertificatesQuery(), me with { UserId = other.Id })).Value.Items.ShouldBeEmpty();
        (await app.Send(new ListCertificatesQuery(), stranger.Admin)).Value.Items.ShouldBeEmpty();
        (await app.Send(new ListCertificatesQuery(), me)).FirstError.ShouldBe(CommonErrors.Forbidden);

        var typed = row.Code.ToLowerInvariant().Replace('-', ' ').Replace('0', 'o').Replace('1', 'l');
        var verified = (await app.Send(new VerifyCertificateQuery(typed))).Value;
        verified.ShouldBe(new CertificateVerification(
            CertificateStatus.Valid, "First1 Last1", row.CourseTitle, "Nordwind GmbH", 92, new DateOnly(2026, 11, 23)));
        var guess = $"{(row.Code[0] == 'A' ? 'B' : 'A')}{row.Code[1..]}";
        (await app.Send(new VerifyCertificateQuery(guess))).Value.ShouldBe(new CertificateVerification(CertificateStatus.Unknown));
        (await app.Send(new VerifyCertificateQuery("no code\0"))).Value.Status.ShouldBe(CertificateStatus.Unknown);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_certificate_is_revoked_issued_again_and_expires(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var person = company.People[0];
        await app.Services.CompleteCourse(company.Id, person.Id, await Course(app, company));
        await Work(app, company);
        var first = (await app.Send(new ListCertificatesQuery(Search: "LAST1"), company.Admin)).Value.Items.ShouldHaveSingleItem();

        await Try(app, new RevokeCertificateCommand(first.Id, "Somebody else sat the quiz."), company.Admin);
        (await app.Send(new RevokeCertificateCommand(first.Id, "Again"), company.Admin)).FirstError.ShouldBe(CertificateErrors.AlreadyRevoked);
        var revoked = (await app.Send(new VerifyCertificateQuery(first.Code))).Value;
        (revoked.Status, revoked.PersonName).ShouldBe((CertificateStatus.Revoked, "First1 Last1"));
        (await Count(CertificateStatus.Revoked)).ShouldBe(1);

        await Try(app, new UpdateUserCommand(person.Id, new UserChanges(LastName: "Neumann")), company.Admin);
        var now = app.Clock.GetUtcNow();
        (await app.Send(new ReissueCertificateCommand(first.Id, now), company.Admin)).FirstError.ShouldBe(CertificateErrors.ExpiryPassed);
        await Try(app, new ReissueCertificateCommand(first.Id, now.AddDays(365)), company.Admin);
        (await Open(app, first.Id, company.Admin)).FirstError.ShouldBe(CertificateErrors.NotReady);
        await Work(app, company);

        var second = (await app.Send(new GetCertificateQuery(first.Id), company.Admin)).Value;
        (second.PersonName, second.Status, second.RevocationReason).ShouldBe(("First1 Neumann", CertificateStatus.Valid, null));
        (await app.Send(new VerifyCertificateQuery(second.Code))).Value.ExpiresOn.ShouldBe(new DateOnly(2027, 11, 23));
        (await app.Send(new VerifyCertificateQuery(first.Code))).Value.ShouldBe(new CertificateVerification(CertificateStatus.Revoked));
        Files(app).Count.ShouldBe(1);

        app.Clock.Advance(TimeSpan.FromDays(365));
        (await app.Send(new VerifyCertificateQuery(second.Code))).Value.Status.ShouldBe(CertificateStatus.Expired);
        (await Count(CertificateStatus.Expired), await Count(CertificateStatus.Valid)).ShouldBe((1, 0));

        async Task<int> Count(CertificateStatus status) =>
            (await app.Send(new ListCertificatesQuery(Status: status), company.Admin)).Value.TotalItems;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Erasing_somebody_takes_their_certificates_with_them(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var course = await Course(app, company);
        foreach (var person in company.People)
        {
            await app.Services.CompleteCourse(company.Id, person.Id, course);
        }

        await Work(app, company);
        var codes = (await app.Send(new ListCertificatesQuery(Sort: "personName"), company.Admin)).Value.Items.Select(row => row.Code).ToList();

        await Try(app, new EraseUserCommand(company.People[0].Id), company.Admin);
        await Work(app, company, WorkKind.PersonErasure);
        await Work(app, company);

        (await app.Send(new VerifyCertificateQuery(codes[0]))).Value.ShouldBe(new CertificateVerification(CertificateStatus.Unknown));
        (await app.Send(new VerifyCertificateQuery(codes[1]))).Value.Status.ShouldBe(CertificateStatus.Valid);
        Files(app).Count.ShouldBe(1);
        (await app.InDatabase(company.Id, (_, db) => db.CertificateCodes.CountAsync(code => code.CompanyId == company.Id))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_archive_holds_the_documents_that_were_asked_for(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var course = await Course(app, company);
        foreach (var person in company.People)
        {
            await app.Services.CompleteCourse(company.Id, person.Id, course);
            if (person != company.People[2])
            {
                await Work(app, company);
            }
        }

        var all = await app.Send(new ExportCertificatesQuery(CourseId: course), company.Admin);
        using var packed = new MemoryStream();
        await app.Services.GetRequiredService<ICertificateArchive>().Write(all.Value, packed, CancellationToken.None);
        using var zip = new ZipArchive(packed);
        zip.Entries.Select(entry => entry.FullName.Split(" - ")[0]).ShouldBe(["First1 Last1", "First2 Last2", "not ready yet.txt"], ignoreOrder: true);
        (await app.Send(new ExportCertificatesQuery(UserId: company.People[1].Id), company.Admin)).Value.Count.ShouldBe(1);
        (await app.Send(new ExportCertificatesQuery(IssuedBefore: app.Clock.GetUtcNow()), company.Admin)).Value.ShouldBeEmpty();
        (await app.Send(new ExportCertificatesQuery(), company.As(Role.Auditor))).FirstError.ShouldBe(CommonErrors.Forbidden);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Managers_see_certificates_of_their_own_departments(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var (leader, led, other) = (company.People[0], company.People[1], company.People[2]);
        var department = (await app.Send(new CreateDepartmentCommand("Led", ManagerIds: [leader.Id]), company.Admin)).Value;
        await Try(app, new UpdateUserCommand(led.Id, new UserChanges(DepartmentId: department)), company.Admin);
        foreach (var person in company.People)
        {
            await app.Services.CompleteCourse(company.Id, person.Id, await Course(app, company));
        }

        await Work(app, company);
        var all = (await app.Send(new ListCertificatesQuery(), company.Admin)).Value.Items.ToDictionary(row => row.UserId, row => row.Id);
        var manager = company.As(Role.Manager);

        (await app.Send(new ListCertificatesQuery(), manager)).Value.Items.ShouldHaveSingleItem().UserId.ShouldBe(led.Id);
        (await Open(app, all[led.Id], manager)).IsError.ShouldBeFalse();
        (await Open(app, all[leader.Id], manager)).IsError.ShouldBeFalse();
        (await Open(app, all[other.Id], manager)).FirstError.ShouldBe(CertificateErrors.NotFound);
        (await app.Send(new GetCertificateQuery(all[other.Id]), manager)).FirstError.ShouldBe(CertificateErrors.NotFound);
    }

    private static Task<Guid> Course(TestApp app, TestCompany company) => app.InDatabase(company.Id, (_, db) =>
        db.Courses.Where(course => course.CompanyId == null).OrderBy(course => course.Id).Select(course => course.Id).FirstAsync());

    private static async Task<ErrorOr<byte[]>> Open(TestApp app, Guid id, Actor caller)
    {
        var opened = await app.Send(new OpenCertificateQuery(id), caller);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        await using var content = opened.Value.Content;
        var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static async Task Try<T>(TestApp app, IMessage<T> message, Actor caller)
    {
        var answer = await app.Send(message, caller);
        (answer.IsError ? answer.FirstError.Code : "").ShouldBe("");
    }

    private static List<string> Files(TestApp app) =>
        [.. Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files", "certificates"), "*", SearchOption.AllDirectories)];

    /// <summary>Everything of one kind that is due, in any order.</summary>
    private static async Task Work(TestApp app, TestCompany company, WorkKind kind = WorkKind.CertificateFile)
    {
        var handler = app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == kind);
        var due = await app.InDatabase(company.Id, (_, db) => db.WorkItems.AsNoTracking()
            .Where(item => item.CompanyId == company.Id && item.Kind == kind).ToListAsync());
        foreach (var item in due)
        {
            (await handler.Handle(new WorkItem(item.Id, company.Id, kind, item.SubjectId, GroupId: null, Attempt: 1), CancellationToken.None))
                .ShouldBe(WorkOutcome.Done);
            await app.InDatabase(company.Id, (_, db) => db.WorkItems.Where(row => row.Id == item.Id).ExecuteDeleteAsync());
        }
    }
}
