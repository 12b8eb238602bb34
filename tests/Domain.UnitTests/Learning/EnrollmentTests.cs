using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class EnrollmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly LessonEntry[] Lessons =
    [
        new(Guid.CreateVersion7(), LessonKind.Text, "Text", 5, Guid.CreateVersion7()),
        new(Guid.CreateVersion7(), LessonKind.Text, "Film", 5, Guid.CreateVersion7()),
        new(Guid.CreateVersion7(), LessonKind.MailExercise, "Exercise", 5, Guid.CreateVersion7()),
        new(Guid.CreateVersion7(), LessonKind.Quiz, "Quiz", 5, Guid.CreateVersion7()),
    ];

    private static readonly CourseVersion Version = Publish();

    /// <summary>1,000 sets of reports, each in two orders with repetitions: the same end, and on the way nothing is ever taken back.</summary>
    [Fact]
    public void Reports_in_any_order_lead_to_the_same_state_and_never_backwards()
    {
        var random = new Random(4711);
        var ends = new HashSet<EnrollmentStatus>();
        for (var round = 0; round < 1000; round++)
        {
            var reports = Enumerable.Range(0, random.Next(1, 14)).Select(_ => Report(random)).ToList();
            var first = Play(reports);
            var second = Play([.. reports.Concat(reports.Take(random.Next(reports.Count))).OrderBy(_ => random.Next())]);

            State(second).ShouldBe(State(first));
            second.DomainEvents.OfType<CourseCompleted>().Count().ShouldBe(first.Status == EnrollmentStatus.Completed ? 1 : 0);
            second.DomainEvents.OfType<LessonCompleted>().Select(done => done.LessonId).Order()
                .ShouldBe(first.Lessons.Where(lesson => lesson.IsDone).Select(lesson => lesson.LessonId).Order());
            ends.Add(first.Status);
        }

        ends.ShouldBe([EnrollmentStatus.InProgress, EnrollmentStatus.Completed, EnrollmentStatus.Failed], ignoreOrder: true);
    }

    [Fact]
    public void Too_low_a_score_fails_only_when_nothing_can_be_tried_again()
    {
        var enrollment = New();
        Done(enrollment, 0);
        Done(enrollment, 1);
        enrollment.Grade(Lessons[2].Id, 100, isPassed: true, isLastTry: false, Now);
        enrollment.Grade(Lessons[3].Id, 50, isPassed: true, isLastTry: false, Now);
        (enrollment.Progress, enrollment.Score, enrollment.Status).ShouldBe((100, 75, EnrollmentStatus.InProgress));

        enrollment.Grade(Lessons[3].Id, 70, isPassed: true, isLastTry: true, Now);
        (enrollment.Score, enrollment.Status, enrollment.NextReminderAt).ShouldBe((85, EnrollmentStatus.Completed, null));
    }

    [Fact]
    public void Nothing_is_learned_before_the_course_begins()
    {
        var enrollment = New(new EnrollmentTerms(Now.AddDays(1), DueAt: null, IsMandatory: true, AssignmentId: null));

        enrollment.Report(Lessons[0].Id, positionSeconds: null, isDone: true, Now).FirstError.ShouldBe(EnrollmentErrors.NotYet);
        enrollment.CheckOpen(Now).FirstError.ShouldBe(EnrollmentErrors.NotYet);
        enrollment.Report(Lessons[0].Id, positionSeconds: null, isDone: true, Now.AddDays(1)).IsError.ShouldBeFalse();
    }

    [Fact]
    public void Whoever_was_not_reminded_in_time_gets_one_reminder_not_three()
    {
        var enrollment = New(new EnrollmentTerms(StartsAt: null, Now.AddDays(10), IsMandatory: true, AssignmentId: null));
        enrollment.NextReminderAt.ShouldBe(Now.AddDays(3));

        enrollment.Remind(Now.AddDays(10)).ShouldBe(0);
        enrollment.NextReminderAt.ShouldBe(Now.AddDays(13));
        enrollment.Remind(Now.AddDays(13)).ShouldBe(ReminderPlan.Last);
        enrollment.NextReminderAt.ShouldBeNull();
    }

    private static Enrollment Play(IReadOnlyList<Action<Enrollment>> reports)
    {
        var enrollment = New();
        foreach (var report in reports)
        {
            var (progress, status, completed) = (enrollment.Progress, enrollment.Status, enrollment.CompletedAt);
            var lessons = enrollment.Lessons;
            report(enrollment);
            enrollment.Progress.ShouldBeGreaterThanOrEqualTo(progress);
            enrollment.Lessons.Zip(lessons).All(pair => (pair.First.IsDone || !pair.Second.IsDone)
                && (pair.First.PositionSeconds ?? 0) >= (pair.Second.PositionSeconds ?? 0)
                && (pair.First.Score ?? 0) >= (pair.Second.Score ?? 0)).ShouldBeTrue();
            (completed is null || (enrollment.Status == status && enrollment.CompletedAt == completed)).ShouldBeTrue();
        }

        return enrollment;
    }

    private static Action<Enrollment> Report(Random random)
    {
        var (lesson, number, passed, last) = (Lessons[random.Next(Lessons.Length)].Id, random.Next(101), random.Next(3) > 0, random.Next(8) == 0);
        return enrollment => _ = enrollment.Lesson(lesson)!.IsGraded
            ? enrollment.Grade(lesson, passed ? Math.Max(number, 70) : number / 2, passed, last, Now)
            : enrollment.Report(lesson, number, passed, Now);
    }

    private static string State(Enrollment enrollment) =>
        $"{enrollment.Status} {enrollment.Progress} {enrollment.Score} {string.Join(' ', enrollment.Lessons)}";

    private static void Done(Enrollment enrollment, int lesson) =>
        enrollment.Report(Lessons[lesson].Id, positionSeconds: null, isDone: true, Now).IsError.ShouldBeFalse();

    private static Enrollment New(EnrollmentTerms? terms = null) => Enrollment.Assign(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Version, "en", terms ?? new EnrollmentTerms(null, null, IsMandatory: true, AssignmentId: null), Now);

    private static CourseVersion Publish()
    {
        var profile = new CourseProfile(CourseDifficulty.Beginner, [], [], "en", [], PassPercent: 80, AllowsSelfEnrolment: false);
        var course = Course.Create(Guid.CreateVersion7(), profile, "Course", "", Now);
        var module = course.AddModule("en", "One", Now).Value;
        Array.ForEach(Lessons, lesson => course.AddLesson(module, lesson, Now).IsError.ShouldBeFalse());
        return course.Publish(latest: null, new Dictionary<Guid, Guid>(), Now).Value;
    }
}
