using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class CourseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<Guid, Guid> NoQuizzes = [];

    [Fact]
    public void A_version_stays_as_it_was_published()
    {
        var course = New();
        var module = course.AddModule("en", "One", Now).Value;
        course.Publish(latest: null, NoQuizzes, Now).FirstError.ShouldBe(CourseErrors.Empty);
        var lesson = Lesson("First");
        course.AddLesson(module, lesson, Now).IsError.ShouldBeFalse();

        var first = course.Publish(latest: null, NoQuizzes, Now).Value;
        course.ChangeLesson(module, lesson with { Title = "Better" }, Now).IsError.ShouldBeFalse();
        var second = course.Publish(first, NoQuizzes, Now).Value;

        first.Outline.Lessons.Single().Title.ShouldBe("First");
        (second.Number, second.Outline.Lessons.Single().Title, second.Outline.Lessons.Single().Id).ShouldBe((2, "Better", lesson.Id));
        course.Publish(second, NoQuizzes, Now).FirstError.ShouldBe(CourseErrors.NothingToPublish);
        course.CheckDeletable().FirstError.ShouldBe(CourseErrors.HasBeenPublished);
    }

    [Fact]
    public void A_quiz_that_asks_otherwise_makes_another_version()
    {
        var course = New();
        var module = course.AddModule("en", "One", Now).Value;
        var quiz = Lesson("Quiz") with { Kind = LessonKind.Quiz };
        course.AddLesson(module, quiz, Now);
        var asked = new Dictionary<Guid, Guid> { [quiz.Id] = Guid.CreateVersion7() };

        var first = course.Publish(latest: null, asked, Now).Value;
        course.Publish(first, asked, Now).FirstError.ShouldBe(CourseErrors.NothingToPublish);
        asked[quiz.Id] = Guid.CreateVersion7();
        var second = course.Publish(first, asked, Now).Value;

        second.Outline.Lessons.Single().QuizRevisionId.ShouldBe(asked[quiz.Id]);
        first.Outline.Lessons.Single().QuizRevisionId.ShouldNotBe(asked[quiz.Id]);
    }

    [Fact]
    public void An_archived_course_comes_back_by_publishing()
    {
        var course = New();
        course.Archive(Now).FirstError.ShouldBe(CourseErrors.NotPublished);
        course.AddLesson(course.AddModule("en", "One", Now).Value, Lesson("First"), Now);
        var first = course.Publish(latest: null, NoQuizzes, Now).Value;
        course.Archive(Now).IsError.ShouldBeFalse();

        course.AddModule("en", "Two", Now).FirstError.ShouldBe(CourseErrors.Archived);
        course.Publish(first, NoQuizzes, Now).Value.ShouldBe(first);

        course.Status.ShouldBe(CourseStatus.Published);
    }

    [Fact]
    public void Lessons_move_between_modules_and_none_is_lost()
    {
        var course = New();
        var (one, two) = (course.AddModule("en", "One", Now).Value, course.AddModule("en", "Two", Now).Value);
        var (a, b) = (Lesson("A"), Lesson("B"));
        course.AddLesson(one, a, Now);
        course.AddLesson(one, b, Now);

        course.Order("en", new OutlineOrder([new ModuleOrder(two, [b.Id]), new ModuleOrder(one, [a.Id])]), Now).IsError.ShouldBeFalse();

        course.Outline.Edition("en")!.Modules.Select(module => module.Title).ShouldBe(["Two", "One"]);
        course.Outline.Lesson(two, b.Id).ShouldBe(b);
        course.Order("en", new OutlineOrder([new ModuleOrder(two, [b.Id]), new ModuleOrder(one, [])]), Now).FirstError.ShouldBe(CourseErrors.OrderIncomplete);
        course.Order("en", new OutlineOrder([new ModuleOrder(two, [b.Id, b.Id]), new ModuleOrder(one, [a.Id])]), Now)
            .FirstError.ShouldBe(CourseErrors.OrderIncomplete);
    }

    [Fact]
    public void People_get_their_own_language_or_else_the_default()
    {
        var course = New();
        course.Describe("de", "Kurs", "", Now).IsError.ShouldBeFalse();

        course.Outline.For("de", "en").Title.ShouldBe("Kurs");
        course.Outline.For("fr", "en").Title.ShouldBe("Course");
        course.RemoveEdition("en", Now).FirstError.ShouldBe(CourseErrors.DefaultLanguage);
        course.RemoveEdition("de", Now).IsError.ShouldBeFalse();
        course.Languages.ShouldBe(["en"]);
    }

    [Fact]
    public void What_has_been_published_is_changed_in_a_copy()
    {
        var course = New();
        var content = LessonContent.Create(Guid.CreateVersion7(), course, new LessonBody("Old"));

        content.Change(new LessonBody("Newer"), Now).ShouldBe(content);
        content.Freeze();
        var changed = content.Change(new LessonBody("Newest"), Now);

        (content.Body.Markdown, changed.Body.Markdown, changed.IsFrozen).ShouldBe(("Newer", "Newest", false));
    }

    [Theory]
    [InlineData(100, "link", "from")]
    [InlineData(50, "link")]
    [InlineData(50, "link", "from", "logo")]
    [InlineData(0, "logo")]
    [InlineData(0)]
    [InlineData(100, "from", "link", "link", "nonsense")]
    public void An_exercise_counts_what_was_found_less_what_was_harmless(int score, params string[] clicked)
    {
        var exercise = new MailExercise(
            new ExerciseSender("IT", "it@example.com"),
            ReplyTo: null,
            "Subject",
            "<p/>",
            [new ExerciseRegion("link", true, "", ""), new ExerciseRegion("from", true, "", ""), new ExerciseRegion("logo", false, "", "")],
            PassPercent: 70);

        exercise.Score(clicked).ShouldBe(score);
    }

    private static Course New() => Course.Create(
        Guid.CreateVersion7(), new CourseProfile(CourseDifficulty.Beginner, [], [], "en", [], 80, AllowsSelfEnrolment: false), "Course", "", Now);

    private static LessonEntry Lesson(string title) => new(Guid.CreateVersion7(), LessonKind.Text, title, 5, Guid.CreateVersion7());
}
