using System.IO.Compression;
using System.Text;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class CourseTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_course_is_written_published_and_written_on(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var stage = new Author(app, company.Admin);
        var id = await stage.Send(new CreateCourseCommand(new CourseInput("Passwords", Tags: [" Passwords ", "passwords"], Compliance: [ComplianceTag.Nis2])));
        var module = await stage.Send(new AddModuleCommand(id, "Basics", Language: null));
        var lesson = await stage.Send(new AddLessonCommand(id, module, new LessonInput("Why", 4, "# Hi <script>alert(1)</script>\n\n[x](javascript:alert(1))")));

        var html = (await stage.Send(new GetLessonQuery(id, module, lesson))).Html!;
        html.ShouldContain("<h1>");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("javascript:");

        await stage.Send(new PublishCourseCommand(id));
        (await stage.Try(new PublishCourseCommand(id))).FirstError.ShouldBe(CourseErrors.NothingToPublish);
        await stage.Send(new UpdateLessonCommand(id, module, lesson, new LessonChanges(Markdown: "# Better")));
        await stage.Send(new PublishCourseCommand(id));

        var course = await stage.Send(new GetCourseQuery(id));
        (course.PublishedNumber, course.Status, course.Tags.Single(), course.Editions.Single().Minutes).ShouldBe((2, CourseStatus.Published, "passwords", 4));
        (await app.InDatabase(company.Id, async (_, db) =>
        {
            var versions = await db.CourseVersions.Where(version => version.CourseId == id).OrderBy(version => version.Number).ToListAsync();
            var contents = await db.LessonContents.ToDictionaryAsync(content => content.Id);
            return versions.Select(version => contents[version.Outline.Lessons.Single().ContentId].Body.Markdown![..4]).ToList();
        })).ShouldBe(["# Hi", "# Be"]);

        (await stage.Try(new DeleteCourseCommand(id))).FirstError.ShouldBe(CourseErrors.HasBeenPublished);
        await stage.Send(new ArchiveCourseCommand(id));
        (await stage.Send(Own(status: CourseStatus.Archived))).Items.Single().Id.ShouldBe(id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_draft_goes_without_a_trace(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var stage = new Author(app, company.Admin);
        var id = await stage.Send(new CreateCourseCommand(new CourseInput("Draft")));
        await stage.Send(new PutEditionCommand(id, "de", "Entwurf", Description: null));
        foreach (var language in (string[])["en", "de"])
        {
            var module = await stage.Send(new AddModuleCommand(id, "One", language));
            await stage.Send(new AddLessonCommand(id, module, new LessonInput("One", Markdown: "One")));
            await stage.Send(new RemoveModuleCommand(id, await stage.Send(new AddModuleCommand(id, "Two", language))));
        }

        await stage.Send(new RemoveEditionCommand(id, "de"));
        (await Contents()).ShouldBe(1);
        await stage.Send(new DeleteCourseCommand(id));

        (await Contents()).ShouldBe(0);
        (await stage.Try(new GetCourseQuery(id))).FirstError.ShouldBe(CourseErrors.NotFound);

        Task<int> Contents() => app.InDatabase(company.Id, (_, db) => db.LessonContents.CountAsync(content => content.CompanyId == company.Id));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_library_teaches_eight_subjects_in_two_languages_and_can_be_copied(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var stage = new Author(app, company.Admin);

        var library = (await stage.Send(Own() with { Library = true, PageSize = 100 })).Items;
        library.Count.ShouldBeGreaterThanOrEqualTo(8);
        foreach (var row in library)
        {
            var course = await stage.Send(new GetCourseQuery(row.Id));
            (course.PublishedNumber, course.Status).ShouldBe((1, CourseStatus.Published));
            course.Editions.Select(edition => edition.Language).ShouldBe(["en", "de"]);
            foreach (var edition in course.Editions)
            {
                var lessons = edition.Modules.SelectMany(module => module.Lessons).ToList();
                lessons.Count(lesson => lesson.Kind == LessonKind.Text).ShouldBeInRange(3, 5, row.Title);
                lessons.Count(lesson => lesson.Kind == LessonKind.Quiz).ShouldBe(1, row.Title);
            }
        }

        var original = library.First(course => course.Title.Contains("hish", StringComparison.OrdinalIgnoreCase));
        (await stage.Try(new ArchiveCourseCommand(original.Id))).FirstError.ShouldBe(CourseErrors.ReadOnly);
        var copy = await stage.Send(new DuplicateCourseCommand(original.Id, "Ours"));
        await stage.Send(new PublishCourseCommand(copy));

        var own = await stage.Send(new GetCourseQuery(copy));
        (own.Title, own.IsLibrary, own.PublishedNumber).ShouldBe(("Ours", false, 1));
        var quizzes = await app.InDatabase(company.Id, (_, db) => db.Quizzes.Where(quiz => quiz.CompanyId == company.Id).ToListAsync());
        quizzes.Count.ShouldBe(2);
        quizzes.ShouldAllBe(quiz => quiz.Questions.Count >= 8 && quiz.Questions.Count <= 12 && quiz.RevisionId != null);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_same_library_again_changes_nothing(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var before = await State();

        await app.Services.PrepareDatabase();

        (await State()).ShouldBe(before);

        Task<(int Versions, int Contents, int Revisions, int Sum)> State() => app.InDatabase(company.Id, async (_, db) => (
            await db.CourseVersions.CountAsync(),
            await db.LessonContents.CountAsync(),
            await db.QuizRevisions.CountAsync(),
            await db.Courses.SumAsync(course => course.Version)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_course_goes_from_one_company_to_another_as_an_archive(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var giver = new Author(app, (await app.AddCompany()).Admin);
        var taker = new Author(app, (await app.AddCompany()).Admin);
        var source = (await giver.Send(Own() with { Library = true, Search = "hish" })).Items[0].Id;
        var archive = await Archive(app, giver, source);

        var id = await taker.Send(new ImportCourseCommand(archive));

        var again = await Archive(app, taker, id);
        Files(again).ShouldBe(Files(archive));
        (await giver.Try(new GetCourseQuery(id))).FirstError.ShouldBe(CourseErrors.NotFound);
    }

    [Theory]
    [InlineData("no archive", "course_package_unreadable")]
    [InlineData("empty", "course_package_unreadable")]
    [InlineData("broken json", "course_package_unreadable")]
    [InlineData("missing lesson", "course_package_unreadable")]
    [InlineData("bomb", "course_package_unreadable")]
    [InlineData("no default language", "validation_failed")]
    [InlineData("no right answer", "validation_failed")]
    public async Task A_bad_archive_is_refused_and_leaves_nothing(string kind, string code)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        var author = new Author(app, company.Admin);

        var refused = await author.Try(new ImportCourseCommand(Bad(kind)));

        refused.FirstError.Code.ShouldBe(code);
        (await app.InDatabase(company.Id, (_, db) => db.Courses.CountAsync(course => course.CompanyId == company.Id))).ShouldBe(0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_course_does_not_come_before_itself(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var author = new Author(app, (await app.AddCompany()).Admin);
        var stranger = new Author(app, (await app.AddCompany()).Admin);
        var first = await author.Send(new CreateCourseCommand(new CourseInput("First")));
        var second = await author.Send(new CreateCourseCommand(new CourseInput("Second", PrerequisiteIds: [first])));
        var third = await author.Send(new CreateCourseCommand(new CourseInput("Third", PrerequisiteIds: [second])));

        (await author.Try(new UpdateCourseCommand(first, new CourseChanges(PrerequisiteIds: (Guid[])[third])))).FirstError.Code.ShouldBe("prerequisite_circle");
        (await author.Try(new UpdateCourseCommand(first, new CourseChanges(PrerequisiteIds: (Guid[])[first])))).FirstError.Code.ShouldBe("prerequisite_circle");
        (await stranger.Try(new CreateCourseCommand(new CourseInput("X", PrerequisiteIds: [first])))).FirstError.Code.ShouldBe("prerequisite_unknown");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Courses_are_found_by_what_they_are_about(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var author = new Author(app, (await app.AddCompany()).Admin);
        await author.Send(new CreateCourseCommand(new CourseInput("Alpha", Tags: ["mobile"], Compliance: [ComplianceTag.Tisax], Difficulty: CourseDifficulty.Advanced)));
        var beta = await author.Send(new CreateCourseCommand(new CourseInput("Beta", Tags: ["office"])));
        await author.Send(new PutEditionCommand(beta, "de", "Beta", Description: null));

        (await Titles(Own() with { Tag = "Mobile" })).ShouldBe(["Alpha"]);
        (await Titles(Own() with { Language = "de" })).ShouldBe(["Beta"]);
        (await Titles(Own() with { Compliance = ComplianceTag.Tisax })).ShouldBe(["Alpha"]);
        (await Titles(Own() with { Difficulty = CourseDifficulty.Advanced })).ShouldBe(["Alpha"]);
        (await Titles(Own() with { Search = "BET" })).ShouldBe(["Beta"]);
        (await Titles(Own() with { Sort = "-title" })).ShouldBe(["Beta", "Alpha"]);

        async Task<IEnumerable<string>> Titles(ListCoursesQuery query) => (await author.Send(query)).Items.Select(course => course.Title);
    }

    private static ListCoursesQuery Own(CourseStatus? status = null) => new(
        Page: null, PageSize: null, Search: null, Sort: null, Tag: null, Language: null, Difficulty: null, Compliance: null, status, Library: false);

    private static async Task<MemoryStream> Archive(TestApp app, Author author, Guid courseId)
    {
        var package = await author.Send(new ExportCourseQuery(courseId));
        var archive = new MemoryStream();
        await app.Services.GetRequiredService<ICoursePackages>().Write(package, archive, CancellationToken.None);
        archive.Position = 0;
        return archive;
    }

    private static Dictionary<string, string> Files(MemoryStream archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive.ToArray()));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    private static MemoryStream Bad(string kind)
    {
        const string Course = """{"difficulty": "beginner", "defaultLanguage": "en"}""";
        const string Outline = """{"title": "T", "modules": [{"title": "M", "lessons": [{"kind": "quiz", "title": "L", "minutes": 1, "file": "quiz.json"}]}]}""";
        const string Question = """{"kind": "singleChoice", "text": "?", "choices": [{"text": "a"}, {"text": "b"}]}""";
        (string, string)[] files = kind switch
        {
            "empty" => [],
            "broken json" => [("course.json", "{")],
            "missing lesson" => [("course.json", Course), ("en/course.json", Outline)],
            "bomb" => [("course.json", new string(' ', 64 * 1024 * 1024))],
            "no default language" => [("course.json", Course), ("de/course.json", """{"title": "T", "modules": []}""")],
            _ => [("course.json", Course), ("en/course.json", Outline), ("en/quiz.json", $$"""{"passPercent": 80, "questions": [{{Question}}]}""")],
        };
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return kind == "no archive" ? new MemoryStream("PK"u8.ToArray()) : new MemoryStream(archive.ToArray());
    }

    private sealed class Author(TestApp app, Actor actor)
    {
        public Task<ErrorOr<T>> Try<T>(IMessage<T> message) => app.Send(message, actor);

        public async Task<T> Send<T>(IMessage<T> message)
        {
            var answer = await Try(message);
            (answer.IsError ? string.Join(", ", answer.Errors.Select(error => $"{error.Code}: {error.Description}")) : "").ShouldBe("");
            return answer.Value;
        }
    }
}
