using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class WatchingTests
{
    private const int Length = 300;
    private const int Enough = 90;

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly LessonEntry[] Lessons =
    [
        new(Guid.CreateVersion7(), LessonKind.Text, "Text", 5, Guid.CreateVersion7()),
        new(Guid.CreateVersion7(), LessonKind.Video, "Film", 5, Guid.CreateVersion7()),
        new(Guid.CreateVersion7(), LessonKind.MailExercise, "Exercise", 5, Guid.CreateVersion7()),
        new(Guid.CreateVersion7(), LessonKind.Quiz, "Quiz", 5, Guid.CreateVersion7()),
        new(Guid.CreateVersion7(), LessonKind.Video, "Embed", 5, Guid.CreateVersion7()),
    ];

    private static readonly Guid Film = Lessons[1].Id;

    [Fact]
    public void Whoever_skips_to_the_end_has_not_watched()
    {
        var enrollment = New();
        Report(enrollment, Start, done: true, (0, Length));
        (enrollment.Lesson(Film)!.IsDone, Percent(enrollment)).ShouldBe((false, 0));

        Report(enrollment, Start.AddSeconds(15), done: true, (0, 15), (299, 300));
        (enrollment.Lesson(Film)!.IsDone, Percent(enrollment)).ShouldBe((false, 5));
        Report(enrollment, Start.AddSeconds(150), done: false, (0, Length));
        (enrollment.Lesson(Film)!.IsDone, Percent(enrollment)).ShouldBe((true, 100));
    }

    [Fact]
    public void Seconds_count_once_however_often_they_are_played()
    {
        var video = WatchedVideo.Of(100).Open(Start);
        for (var report = 1; report <= 10; report++)
        {
            video = video.Play([new WatchedSpan(20, 40), new WatchedSpan(10, 25), new WatchedSpan(-5, 1), new WatchedSpan(95, 400)], Start.AddSeconds(60 * report));
        }

        video.Percent.ShouldBe(36);
        video.Spans.ShouldBe([new WatchedSpan(0, 1), new WatchedSpan(10, 40), new WatchedSpan(95, 100)]);
    }

    [Fact]
    public void A_lesson_that_stood_open_overnight_is_not_watched_at_once_in_the_morning()
    {
        var video = WatchedVideo.Of(7200).Open(Start).Play([new WatchedSpan(0, 7200)], Start.AddHours(12));

        video.Spans.ShouldBe([new WatchedSpan(0, WatchedVideo.MaxCredit)]);
    }

    [Fact]
    public void A_film_goes_on_where_it_was_left()
    {
        var enrollment = New();
        enrollment.Report(Film, 200, isDone: false, Start);
        enrollment.Report(Film, 40, isDone: false, Start);
        enrollment.Report(Film, positionSeconds: null, isDone: false, Start);

        enrollment.Lesson(Film)!.PositionSeconds.ShouldBe(40);
    }

    /// <summary>200 people with two devices each, whose reports come late, twice and out of order: nothing is ever taken back or made up.</summary>
    [Fact]
    public void Progress_never_goes_backwards_whatever_two_devices_report()
    {
        var random = new Random(20261123);
        var (finished, watched) = (0, 0);
        for (var round = 0; round < 200; round++)
        {
            var (enrollment, now, late) = (New(), Start, new List<Action<Enrollment, DateTimeOffset>>());
            for (var step = 0; step < 60; step++)
            {
                now = now.AddSeconds(random.Next(0, 20));
                late.Add(Anything(random));
                var pick = random.Next(late.Count);
                var before = enrollment.Lessons;
                var (progress, score, completed) = (enrollment.Progress, enrollment.Score, enrollment.CompletedAt);

                late[pick](enrollment, now);

                enrollment.Progress.ShouldBeGreaterThanOrEqualTo(progress);
                (enrollment.Score ?? 0).ShouldBeGreaterThanOrEqualTo(score is null ? 0 : enrollment.Lessons.Count(lesson => lesson.Score is not null)
                    > before.Count(lesson => lesson.Score is not null) ? 0 : score.Value);
                (completed is null || completed == enrollment.CompletedAt).ShouldBeTrue();
                Array.ForEach([.. before.Zip(enrollment.Lessons)], pair => Keeps(pair.First, pair.Second));
                Possible(enrollment.Lesson(Film)!, now);
                if (random.Next(3) > 0)
                {
                    late.RemoveAt(pick);
                }
            }

            finished += enrollment.Status == EnrollmentStatus.Completed ? 1 : 0;
            watched += enrollment.Lesson(Film)!.IsDone ? 1 : 0;
        }

        (finished > 10, watched is > 10 and < 200).ShouldBe((true, true), $"{finished} finished, {watched} watched");
    }

    private static void Keeps(LessonProgress before, LessonProgress after)
    {
        (after.IsDone || !before.IsDone).ShouldBeTrue();
        (after.Score ?? 0).ShouldBeGreaterThanOrEqualTo(before.Score ?? 0);
        (after.IsSpent || !before.IsSpent).ShouldBeTrue();
        foreach (var span in before.Video?.Spans ?? [])
        {
            after.Video!.Spans.Any(other => other.From <= span.From && other.To >= span.To).ShouldBeTrue();
        }
    }

    private static void Possible(LessonProgress film, DateTimeOffset now)
    {
        var spans = film.Video!.Spans;
        spans.Sum(span => span.To - span.From).ShouldBeLessThanOrEqualTo((int)(now - Start).TotalSeconds * WatchedVideo.MaxRate);
        spans.Zip(spans.Skip(1)).All(pair => pair.First.To < pair.Second.From).ShouldBeTrue();
        spans.All(span => span.From >= 0 && span.From < span.To && span.To <= Length).ShouldBeTrue();
        spans.Count.ShouldBeLessThanOrEqualTo(WatchedVideo.MaxSpans);
        film.IsDone.ShouldBe(film.IsDone && film.Video.Percent >= Enough);
    }

    private static Action<Enrollment, DateTimeOffset> Anything(Random random)
    {
        var (lesson, number, passed, from) = (Lessons[random.Next(Lessons.Length)], random.Next(101), random.Next(3) > 0, random.Next(Length));
        var spans = Enumerable.Range(0, random.Next(4)).Select(_ => new WatchedSpan(from = random.Next(Length), from + random.Next(120))).ToList();
        return (enrollment, now) => _ = lesson.Kind switch
        {
            LessonKind.Quiz or LessonKind.MailExercise => enrollment.Grade(lesson.Id, passed ? Math.Max(number, 80) : number / 2, passed, isLastTry: false, now),
            _ => enrollment.Report(lesson.Id, number, passed, now, lesson.Id == Film ? new Watching(spans, Enough) : null),
        };
    }

    private static void Report(Enrollment enrollment, DateTimeOffset now, bool done, params (int From, int To)[] spans) => enrollment
        .Report(Film, positionSeconds: null, done, now, new Watching([.. spans.Select(span => new WatchedSpan(span.From, span.To))], Enough)).IsError.ShouldBeFalse();

    private static int Percent(Enrollment enrollment) => enrollment.Lesson(Film)!.Video!.Percent;

    private static Enrollment New()
    {
        var profile = new CourseProfile(CourseDifficulty.Beginner, [], [], "en", [], PassPercent: 80, AllowsSelfEnrolment: false);
        var course = Course.Create(Guid.CreateVersion7(), profile, "Course", "", Start);
        var module = course.AddModule("en", "One", Start).Value;
        Array.ForEach(Lessons, lesson => course.AddLesson(module, lesson, Start).IsError.ShouldBeFalse());
        var version = course.Publish(latest: null, new Dictionary<Guid, Guid>(), Start, new Dictionary<Guid, int> { [Film] = Length }).Value;
        var terms = new EnrollmentTerms(StartsAt: null, DueAt: null, IsMandatory: true, AssignmentId: null);
        var enrollment = Enrollment.Assign(course.CompanyId!.Value, Guid.CreateVersion7(), version, "en", terms, Start);
        enrollment.Open(Film, Start).IsError.ShouldBeFalse();
        return enrollment;
    }
}
