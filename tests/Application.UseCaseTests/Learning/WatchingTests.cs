using SecurityTraining.Application.Content;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.UseCaseTests.Content;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class WatchingTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_film_counts_when_it_has_been_watched_and_a_document_when_the_reader_says_so(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var (admin, learner) = (company.Admin, company.Learner(0));
        var film = (await app.AddContent(company, "film.mp4", SampleFiles.Mp4Of(100))).Id;
        var course = await app.Done(new CreateCourseCommand(new CourseInput("Films")), admin);
        var module = await app.Done(new AddModuleCommand(course, "One", Language: null), admin);
        var video = await Add(new LessonInput("Film", Video: new LessonVideo(film, DurationSeconds: 5)));
        var embed = await Add(new LessonInput("Embed", Video: new LessonVideo(EmbedUrl: "https://youtu.be/dQw4w9WgXcQ", DurationSeconds: 70)));
        var document = await Add(new LessonInput("Read", Document: new LessonDocument((await app.AddContent(company, "a.pdf", SampleFiles.Pdf())).Id)));
        await app.Done(new PublishCourseCommand(course), admin);
        var id = await app.Enroll(company, course, person: 0);
        await app.Done(new DeleteContentCommand(film), admin);
        await app.WorkOffContent(company);

        (await Watch([0, 100])).ShouldBe((false, 0));
        await app.Done(new OpenLessonCommand(id, video), learner);
        (await Watch([0, 100])).ShouldBe((false, 0));
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await Watch([0, 30])).ShouldBe((false, 30));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Watch([0, 30], [99, 100])).ShouldBe((false, 31));
        app.Clock.Advance(TimeSpan.FromSeconds(40));
        (await Watch([29.7, 70.2], [60, 89.8])).ShouldBe((true, 91));
        await app.Done(new ReportProgressCommand(id, video, PositionSeconds: 12, Completed: false), learner);

        var seen = await app.Done(new GetEnrolledLessonQuery(id, video), learner);
        (seen.Done, seen.PositionSeconds, seen.Video!.EmbedUrl, seen.Video.DurationSeconds, seen.Video.WatchedPercent).ShouldBe((true, 12, null, 100, 91));
        seen.Video.Watched.ShouldBe([[0, 90], [99, 100]]);
        (await app.Send(new OpenSignedContentQuery(seen.File!.Url.Split('/')[^1]))).IsError.ShouldBeFalse();
        seen.File.UrlExpiresAt.ShouldBeInRange(app.Clock.GetUtcNow().AddMinutes(4), app.Clock.GetUtcNow().AddMinutes(5));
        var framed = await app.Done(new GetEnrolledLessonQuery(id, embed), learner);
        (framed.File, framed.Video!.EmbedUrl, framed.Video.DurationSeconds, framed.Video.WatchedPercent).ShouldBe(
            (null, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", 70, null));
        (await app.Done(new GetEnrolledLessonQuery(id, document), learner)).File!.MediaType.ShouldBe("application/pdf");

        await app.Done(new ReportProgressCommand(id, embed, PositionSeconds: null, Completed: true), learner);
        (await app.Done(new ReportProgressCommand(id, document, PositionSeconds: null, Completed: true), learner)).Status.ShouldBe(EnrollmentStatus.Completed);
        (await app.Refused(new ReportProgressCommand(id, video, null, Completed: false, [[20, 10]]), learner)).ShouldBe("validation_failed");
        (await app.Refused(new ReportProgressCommand(id, video, null, Completed: false, [[20, 30, 40]]), learner)).ShouldBe("validation_failed");
        (await app.Refused(new OpenLessonCommand(id, video), admin)).ShouldBe("enrollment_not_found");

        Task<Guid> Add(LessonInput lesson) => app.Done(new AddLessonCommand(course, module, lesson), admin);

        async Task<(bool Done, int? Percent)> Watch(params double[][] spans)
        {
            var row = await app.Done(new ReportProgressCommand(id, video, PositionSeconds: 99, Completed: true, spans), learner);
            return (row.Done, row.WatchedPercent);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_devices_at_once_lose_nothing_of_film_text_exercise_and_quiz(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var (admin, learner, course) = (company.Admin, company.Learner(0), await app.AddCourse(company));
        var film = (await app.AddContent(company, "film.webm", SampleFiles.WebMOf(99.4))).Id;
        var module = await app.Done(new AddModuleCommand(course.Id, "Two", Language: null), admin);
        var video = await app.Done(new AddLessonCommand(course.Id, module, new LessonInput("Film", Video: new LessonVideo(film))), admin);
        await app.Done(new PublishCourseCommand(course.Id), admin);
        var id = await app.Enroll(company, course.Id, person: 0);
        await app.Done(new OpenLessonCommand(id, video), learner);
        app.Clock.Advance(TimeSpan.FromSeconds(100));

        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 20).Select(part => app.Done(
                new ReportProgressCommand(id, video, part, Completed: false, [[part * 5, (part * 5) + 5]]), learner)),
            .. Enumerable.Range(0, 4).Select(part => app.Done(
                new ReportProgressCommand(id, course.Text, part, Completed: part == 0), learner)),
            app.Done(new SubmitExerciseCommand(id, course.Exercise, ["hurry", "from"]), learner),
            app.Done(new SubmitExerciseCommand(id, course.Exercise, ["hurry"]), learner),
            app.Try(learner, id, course.QuizId, right: 2),
        ]);

        var seen = await app.Done(new GetEnrollmentQuery(id), learner);
        (seen.Status, seen.Progress, seen.Score).ShouldBe((EnrollmentStatus.Completed, 100, 100));
        var watched = (await app.Done(new GetEnrolledLessonQuery(id, video), learner)).Video!;
        (watched.DurationSeconds, watched.WatchedPercent).ShouldBe((100, 100));
        watched.Watched.ShouldBe([[0, 100]]);
    }
}
