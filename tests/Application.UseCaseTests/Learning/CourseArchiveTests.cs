using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Application.UseCaseTests.Content;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class CourseArchiveTests
{
    private static readonly byte[] Pdf = SampleFiles.Pdf();

    [Theory, ClassData(typeof(Engines))]
    public async Task A_course_goes_from_one_company_to_another_with_its_files(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var (giver, taker) = (await app.AddCompany(), await app.AddCompany());
        var course = await app.Done(new CreateCourseCommand(new CourseInput("Films")), giver.Admin);
        var module = await app.Done(new AddModuleCommand(course, "One", Language: null), giver.Admin);
        await Add(new LessonInput("Film", Video: new LessonVideo((await app.AddContent(giver, "film.mp4", SampleFiles.Mp4)).Id, DurationSeconds: 60)));
        await Add(new LessonInput("Embed", Video: new LessonVideo(EmbedUrl: "https://vimeo.com/76979871")));
        await Add(new LessonInput("Rules", Document: new LessonDocument((await app.AddContent(giver, "rules.pdf", Pdf)).Id)));
        await Add(new LessonInput("Rules again", Document: new LessonDocument((await app.AddContent(giver, "again.pdf", Pdf)).Id)));

        var copy = await app.Done(new DuplicateCourseCommand(course, Title: null), giver.Admin);
        var archive = await Export(app, giver, copy);
        using (var zip = new ZipArchive(new MemoryStream(archive.ToArray())))
        {
            zip.Entries.Count(entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal)).ShouldBe(2);
        }

        var imported = (await Import(app, taker, archive)).Value;
        (await app.Refused(new PublishCourseCommand(imported), taker.Admin)).ShouldBe("lesson_file_unusable");
        await app.WorkOffContent(taker);
        await app.Done(new PublishCourseCommand(imported), taker.Admin);

        (await app.UsedBytes(taker)).ShouldBe(SampleFiles.Mp4.Length + Pdf.Length);
        (await app.Leftovers(taker)).ShouldBe((2 + 2, 0, 2)); // the giver's files lie in the same store
        var taught = (await app.Done(new GetCourseQuery(imported), taker.Admin)).Editions.Single().Modules.Single();
        var lessons = new List<LessonRow>();
        foreach (var lesson in taught.Lessons)
        {
            lessons.Add(await app.Done(new GetLessonQuery(imported, taught.Id, lesson.Id), taker.Admin));
        }

        lessons.Select(lesson => (lesson.Title, lesson.File?.Name)).ShouldBe(
            [("Film", "film.mp4"), ("Embed", null), ("Rules", "rules.pdf"), ("Rules again", "again.pdf")]);
        (lessons[0].Video!.DurationSeconds, lessons[1].Video!.EmbedUrl).ShouldBe((60, "https://player.vimeo.com/video/76979871?dnt=1"));
        (await app.ReadContent(taker, lessons[2].Document!.ContentId)).ShouldBe(Pdf);

        Task<Guid> Add(LessonInput lesson) => app.Done(new AddLessonCommand(course, module, lesson), giver.Admin);
    }

    [Theory]
    [InlineData("files/a.pdf", "a.pdf", "no pdf", "content_type_mismatch")]
    [InlineData("files/a.pdf", "a.html", "<html>", "content_type_refused")]
    [InlineData("files/a.pdf", "../../a.pdf", "pdf", "content_name_invalid")]
    [InlineData("files/a.pdf", "a.pdf", "", "content_empty")]
    [InlineData("files/other.pdf", "a.pdf", "pdf", "course_package_unreadable")]
    [InlineData("files/a.pdf", "a.pdf", "too much", "content_quota_exceeded")]
    [InlineData("files/a.pdf", "a.pdf", "no lesson's file", "validation_failed")]
    [InlineData("files/a.pdf", "a.pdf", "damaged", "course_package_unreadable")]
    public async Task A_bad_file_keeps_the_course_out_and_leaves_nothing(string entry, string name, string content, string code)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        if (content == "too much")
        {
            await app.LeaveRoom(company, Pdf.Length - 1);
        }

        var before = await app.UsedBytes(company);

        (await Import(app, company, Archive(entry, name, content))).FirstError.Code.ShouldBe(code);

        await app.WorkOffContent(company);
        (await app.Leftovers(company)).ShouldBe((0, 0, 0));
        (await app.UsedBytes(company)).ShouldBe(before);
        (await app.InDatabase(company.Id, (_, db) => db.Courses.CountAsync(course => course.CompanyId == company.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Names_in_an_archive_lead_nowhere_and_what_does_not_arrive_gives_its_room_back()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        var archive = Archive("../../a.pdf", "a.pdf", "pdf", listed: "../../a.pdf");

        await app.Done(new AnnounceCourseImportCommand(archive), company.Admin);
        (await app.UsedBytes(company)).ShouldBe(Pdf.Length);
        app.Clock.Advance(2 * ContentUpload.Lifetime);
        await app.WorkOffContent(company);
        (await app.UsedBytes(company)).ShouldBe(0);

        (await app.Refused(new ImportCourseCommand(archive), company.Admin)).ShouldBe("course_package_changed");
        (await Import(app, company, archive)).IsError.ShouldBeFalse();
        await app.WorkOffContent(company);
        (await app.Leftovers(company)).ShouldBe((1, 0, 1));
    }

    [Theory]
    [InlineData(30_000)]
    [InlineData(70_000)] // more than fit without ZIP64
    public async Task An_archive_of_nothing_but_names_is_not_listed(int names)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        using var archive = new MemoryStream(SampleFiles.Zip([.. Enumerable.Range(0, names).Select(name => ($"{name}", Array.Empty<byte>()))]));

        (await Import(app, company, archive)).FirstError.Description.ShouldBe("The archive lists more than a course can hold.");
    }

    [Fact]
    public async Task Files_that_claim_to_be_endless_are_too_large()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        var files = string.Join(", ", Enumerable.Range(0, 3).Select(number => $$"""{"id": "{{Guid.CreateVersion7()}}", "name": "a.pdf", "entry": "files/{{number}}"}"""));
        var archive = SampleFiles.Zip(
            ("course.json", Text($$"""{"difficulty": "beginner", "defaultLanguage": "en", "files": [{{files}}]}""")),
            ("en/course.json", Text("""{"title": "T", "modules": []}""")),
            ("files/0", Pdf),
            ("files/1", Pdf),
            ("files/2", Pdf));

        var refused = await Import(app, company, new MemoryStream(SampleFiles.Claiming(archive, "files/", 1L << 62)));

        (refused.FirstError.Code, refused.FirstError.Description).ShouldBe(("validation_failed", PackageErrors.TooLarge.Description));
    }

    [Fact]
    public async Task Whoever_may_not_bring_in_files_brings_no_large_archive()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        var archive = new MemoryStream(SampleFiles.Zip(
            ("course.json", Text("""{"difficulty": "beginner", "defaultLanguage": "en"}""")),
            ("en/course.json", Text("""{"title": "T", "modules": []}""")),
            ("rest", RandomNumberGenerator.GetBytes((int)CoursePackage.MaxTextBytes))));

        (await app.Refused(new AnnounceCourseImportCommand(archive), Actor.Machine(company.Id, Permission.ManageLearning))).ShouldBe("forbidden");
        await app.Done(new AnnounceCourseImportCommand(archive), Actor.Machine(company.Id, Permission.ManageLearning, Permission.ManageContent));
    }

    private static Task<ErrorOr<Guid>> Import(TestApp app, TestCompany company, MemoryStream archive) =>
        app.Send(new AnnounceCourseImportCommand(archive), company.Admin)
            .ThenAsync(announced => app.Send(new ImportCourseCommand(archive, announced), company.Admin));

    private static async Task<MemoryStream> Export(TestApp app, TestCompany company, Guid course)
    {
        var package = await app.Done(new ExportCourseQuery(course), company.Admin);
        var archive = new MemoryStream();
        await app.Services.GetRequiredService<ICoursePackages>().Write(package, archive, CancellationToken.None);
        archive.Position = 0;
        return archive;
    }

    private static MemoryStream Archive(string entry, string name, string content, string listed = "files/a.pdf")
    {
        var (id, lessonsId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var bytes = content is "pdf" or "too much" or "no lesson's file" or "damaged" ? Pdf : Encoding.UTF8.GetBytes(content);
        var packed = SampleFiles.Zip(
            ("course.json", Text($$"""{"difficulty": "beginner", "defaultLanguage": "en", "files": [{"id": "{{id}}", "name": "{{name}}", "entry": "{{listed}}"}]}""")),
            ("en/course.json", Text("""{"title": "T", "modules": [{"title": "M", "lessons": [{"kind": "document", "title": "L", "file": "a.json"}]}]}""")),
            ("en/a.json", Text($$"""{"contentId": "{{(content == "no lesson's file" ? lessonsId : id)}}"}""")),
            (entry, bytes));
        return new MemoryStream(content == "damaged" ? Damage(packed, entry) : packed);
    }

    /// <summary>Spoils the packed bytes of an entry, right behind its name.</summary>
    private static byte[] Damage(byte[] archive, string entry)
    {
        var at = archive.AsSpan().IndexOf(Text(entry)) + entry.Length;
        archive.AsSpan(at, 8).Fill(0xFF);
        return archive;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
