using System.Text;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Content;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Application.UseCaseTests.Content;
using SecurityTraining.Application.UseCaseTests.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SkiaSharp;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class CertificateLifeTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_certificate_expires_at_the_end_of_its_last_day_and_people_are_told_before(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider, settings: new Dictionary<string, string?> { ["Frontend:LearnerUrl"] = "https://learn.example.com/me" });
        var company = await app.AddCompany(people: 2);
        var course = await app.AddCourse(company);
        (await app.Refused(new UpdateCourseCommand(course.Id, new CourseChanges(CertificateMonths: 0)), company.Admin)).ShouldBe("validation_failed");
        await app.Done(new UpdateCourseCommand(course.Id, new CourseChanges(CertificateMonths: 12)), company.Admin);
        await app.Done(new PublishCourseCommand(course.Id), company.Admin);
        (await app.Done(new ExportCourseQuery(course.Id), company.Admin)).CertificateMonths.ShouldBe(12);
        await app.Services.CompleteCourse(company.Id, company.People[0].Id, course.Id);
        await app.Services.CompleteCourse(company.Id, company.People[1].Id, course.Id);
        var own = (await app.Done(new ListMyCertificatesQuery(), company.Learner(0))).Items.Single();
        (await app.Done(new VerifyCertificateQuery(own.Code), company.Admin)).ExpiresOn.ShouldBe(new DateOnly(2027, 11, 23));

        app.Clock.SetUtcNow(new DateTimeOffset(2027, 10, 1, 9, 0, 0, TimeSpan.Zero));
        await app.Services.CompleteCourse(company.Id, company.People[1].Id, course.Id);
        for (var day = 0; day < 52; day += 2)
        {
            await app.KeepUp(company);
            await app.KeepUp(company);
            app.Clock.Advance(TimeSpan.FromDays(2));
        }

        var mails = await app.InDatabase(company.Id, (_, db) => db.OutgoingMails.OrderBy(mail => mail.Id).ToListAsync());
        mails.Select(mail => (mail.ToAddress, mail.Subject, mail.CreatedAt.Day)).ShouldBe(
            [("person1@example.com", "Your certificate expires: Phishing", 25), ("person1@example.com", "Your certificate expires: Phishing", 18)],
            customMessage: "once a month before, once a week before, and nobody who has a newer one");
        (await app.Mails(company.Id))[0].Text.ShouldContain("https://learn.example.com/me");

        app.Clock.SetUtcNow(new DateTimeOffset(2027, 11, 23, 22, 59, 0, TimeSpan.Zero));
        (await Status()).ShouldBe(CertificateStatus.Valid);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await Status()).ShouldBe(CertificateStatus.Expired);
        (await app.Refused(new ReissueCertificateCommand(own.Id), company.Admin)).ShouldBe("certificate_expiry_passed");
        await app.Done(new ReissueCertificateCommand(own.Id, (DateTimeOffset?)null), company.Admin);
        (await app.Done(new GetCertificateQuery(own.Id), company.Admin)).ExpiresAt.ShouldBeNull();

        async Task<CertificateStatus> Status() => (await app.Done(new VerifyCertificateQuery(own.Code), company.Admin)).Status;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_puts_its_logo_on_its_certificates(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var stranger = await app.AddCompany(people: 1, domain: "example.org");
        var course = await app.AddCourse(company);
        var logo = (await app.AddContent(company, "logo.png", SampleFiles.Image(SKEncodedImageFormat.Png))).Id;
        var photograph = (await app.AddContent(company, "logo.webp", SampleFiles.Image(SKEncodedImageFormat.Webp))).Id;
        (await app.Refused(new UpdateCompanyCommand(LogoContentId: photograph), company.Admin)).ShouldBe("logo_unsuitable");
        (await app.Refused(new UpdateCompanyCommand(LogoContentId: logo), stranger.Admin)).ShouldBe("logo_unknown");
        (await app.Refused(new UpdateCompanyCommand(LogoContentId: logo), company.As(Role.Manager))).ShouldBe("forbidden");

        (await HasPicture()).ShouldBeFalse();
        await app.Done(new UpdateCompanyCommand(LogoContentId: logo), company.Admin);
        (await app.Done(new GetCompanyQuery(), company.Admin)).LogoContentId.ShouldBe(logo);
        (await HasPicture()).ShouldBeTrue();
        await app.Done(new DeleteContentCommand(logo), company.Admin);
        (await HasPicture()).ShouldBeFalse();

        async Task<bool> HasPicture()
        {
            await app.Services.CompleteCourse(company.Id, company.People[0].Id, course.Id);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var newest = (await app.Done(new ListMyCertificatesQuery(), company.Learner(0))).Items[0];
            var fileId = await app.InDatabase(company.Id, (_, db) =>
                db.Certificates.Where(row => row.Id == newest.Id).Select(row => row.FileId).SingleAsync());
            (await app.Work(company, WorkKind.CertificateFile, fileId)).ShouldBe(WorkOutcome.Done);
            var opened = await app.InScope(company.Learner(0), sender => sender.Send(new OpenCertificateQuery(newest.Id)));
            await using var content = opened.Value.Content;
            using var text = new StreamReader(content, Encoding.Latin1);
            return (await text.ReadToEndAsync()).Contains("/Subtype /Image", StringComparison.Ordinal);
        }
    }
}
