using System.Text;
using SecurityTraining.Application.Content;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.UseCaseTests.Content;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class MediaLessonTests
{
    private const string Manifest =
        """
        <manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" identifier="m">
          <metadata><schemaversion>1.2</schemaversion></metadata>
          <organizations><organization identifier="o"><title>Phishing</title>
            <item identifier="i1" identifierref="r1"><title>One</title></item>
            <item identifier="i2" identifierref="r1"><title>Two</title><adlcp:masteryscore>75</adlcp:masteryscore></item>
          </organization></organizations>
          <resources><resource identifier="r1" href="index.html"/></resources>
        </manifest>
        """;

    [Theory, ClassData(typeof(Engines))]
    public async Task A_lesson_is_made_of_a_file_that_fits_it(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var stranger = await app.AddCompany();
        var (course, module) = await Draft(app, company);
        var film = (await app.AddContent(company, "film.mp4", SampleFiles.Mp4)).Id;
        var pdf = (await app.AddContent(company, "rules.pdf", SampleFiles.Pdf())).Id;
        var package = (await app.AddContent(company, "package.zip", SampleFiles.Zip(("imsmanifest.xml", Encoding.UTF8.GetBytes(Manifest)), ("index.html", [65])))).Id;
        var foreign = (await app.AddContent(stranger, "rules.pdf", SampleFiles.Pdf())).Id;
        var unchecked_ = (await app.UploadContent(company, "late.pdf", SampleFiles.Pdf("late"))).Value;

        var video = await Add(new LessonInput("Film", Video: new LessonVideo(film, DurationSeconds: 60)));
        (video.Kind, video.File!.Name, video.File.MediaType, video.File.Size).ShouldBe((LessonKind.Video, "film.mp4", "video/mp4", (long)SampleFiles.Mp4.Length));
        (await app.Send(new OpenSignedContentQuery(video.File.Url.Split('/')[^1]))).IsError.ShouldBeFalse();
        var embed = await Add(new LessonInput("Embed", Video: new LessonVideo(EmbedUrl: "https://youtu.be/dQw4w9WgXcQ")));
        (embed.Video!.EmbedUrl, embed.File).ShouldBe(("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", null));
        (await Add(new LessonInput("Read", Document: new LessonDocument(pdf)))).File!.Name.ShouldBe("rules.pdf");
        (await Add(new LessonInput("Run", Scorm: new LessonScorm(package)))).Scorm.ShouldBe(new LessonScorm(package, "i1"));
        (await Add(new LessonInput("Pass", Scorm: new LessonScorm(package, "i2", ScormCompletion.OnScore)))).Scorm!.PassPercent.ShouldBe(75);

        (await Refuse(new LessonInput("X", Video: new LessonVideo(pdf)))).ShouldBe("lesson_file_unfit");
        (await Refuse(new LessonInput("X", Document: new LessonDocument(film)))).ShouldBe("lesson_file_unfit");
        (await Refuse(new LessonInput("X", Document: new LessonDocument(foreign)))).ShouldBe("content_not_found");
        (await Refuse(new LessonInput("X", Document: new LessonDocument(unchecked_)))).ShouldBe("content_not_ready");
        (await Refuse(new LessonInput("X", Scorm: new LessonScorm(package, "i3")))).ShouldBe("scorm_item_unknown");
        (await Refuse(new LessonInput("X", Scorm: new LessonScorm(package, "i1", ScormCompletion.OnScore)))).ShouldBe("scorm_pass_mark_missing");
        (await Refuse(new LessonInput("X", Video: new LessonVideo(film, "https://youtu.be/dQw4w9WgXcQ")))).ShouldBe("validation_failed");
        (await Refuse(new LessonInput("X", Video: new LessonVideo(EmbedUrl: "https://evil.example/embed/dQw4w9WgXcQ")))).ShouldBe("validation_failed");
        (await Refuse(new LessonInput("X", Markdown: "Text", Document: new LessonDocument(pdf)))).ShouldBe("validation_failed");

        await app.Done(new UpdateLessonCommand(course, module, video.Id, new LessonChanges(Video: new LessonVideo(film, DurationSeconds: 90))), company.Admin);
        (await app.Refused(new UpdateLessonCommand(course, module, video.Id, new LessonChanges(Document: new LessonDocument(pdf))), company.Admin))
            .ShouldBe("lesson_kind_fixed");

        async Task<LessonRow> Add(LessonInput lesson) =>
            await app.Done(new GetLessonQuery(course, module, await app.Done(new AddLessonCommand(course, module, lesson), company.Admin)), company.Admin);

        Task<string> Refuse(LessonInput lesson) => app.Refused(new AddLessonCommand(course, module, lesson), company.Admin);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_taught_keeps_its_bytes_when_the_file_is_deleted(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var (course, module) = await Draft(app, company);
        var (taught, drafted) = ((await app.AddContent(company, "a.pdf", SampleFiles.Pdf("a"))).Id, (await app.AddContent(company, "b.pdf", SampleFiles.Pdf("b"))).Id);
        var lesson = await app.Done(new AddLessonCommand(course, module, new LessonInput("A", Document: new LessonDocument(taught))), company.Admin);
        await app.Done(new PublishCourseCommand(course), company.Admin);
        var other = await app.Done(new AddLessonCommand(course, module, new LessonInput("B", Document: new LessonDocument(drafted))), company.Admin);

        await app.Done(new DeleteContentCommand(taught), company.Admin);
        await app.Done(new DeleteContentCommand(drafted), company.Admin);
        await app.WorkOffContent(company);

        (await app.Refused(new GetContentQuery(taught), company.Admin)).ShouldBe("content_not_found");
        (await app.Leftovers(company)).ShouldBe((1, 0, 1));
        (await app.UsedBytes(company)).ShouldBe(SampleFiles.Pdf("a").Length);
        var shown = (await app.Done(new GetLessonQuery(course, module, lesson), company.Admin)).File!;
        await using (var content = (await app.Send(new OpenSignedContentQuery(shown.Url.Split('/')[^1]))).Value.Content)
        {
            content.Length.ShouldBe(SampleFiles.Pdf("a").Length);
        }

        (await app.Done(new GetLessonQuery(course, module, other), company.Admin)).File.ShouldBeNull();
        (await app.Refused(new PublishCourseCommand(course), company.Admin)).ShouldBe("lesson_file_unusable");
        await app.Done(new RemoveLessonCommand(course, module, other), company.Admin);
        await app.Done(new AddLessonCommand(course, module, new LessonInput("C", Markdown: "C")), company.Admin);
        await app.Done(new PublishCourseCommand(course), company.Admin);

        var copy = await app.Done(new DuplicateCourseCommand(course, Title: null), company.Admin);
        (await app.Refused(new PublishCourseCommand(copy), company.Admin)).ShouldBe("lesson_file_unusable");
        await app.Done(new RemoveLessonCommand(course, module, lesson), company.Admin);
        await app.Done(new PublishCourseCommand(course), company.Admin);
    }

    private static async Task<(Guid Course, Guid Module)> Draft(TestApp app, TestCompany company)
    {
        var course = await app.Done(new CreateCourseCommand(new CourseInput("Films")), company.Admin);
        return (course, await app.Done(new AddModuleCommand(course, "One", Language: null), company.Admin));
    }
}
