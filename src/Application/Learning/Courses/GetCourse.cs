using System.Text.Json.Serialization;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>A course with its outline in every language, as its authors see it.</summary>
[RequirePermission(Permission.ReadLearning)]
public sealed record GetCourseQuery(Guid Id) : IQuery<CourseRow>;

public sealed record CourseRow(
    Guid Id,
    string Title,
    CourseStatus Status,
    int? PublishedNumber,
    CourseDifficulty Difficulty,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ComplianceTag> Compliance,
    string DefaultLanguage,
    IReadOnlyList<Guid> PrerequisiteIds,
    int PassPercent,
    bool AllowsSelfEnrolment,
    int? CertificateMonths,
    bool IsLibrary,
    IReadOnlyList<EditionRow> Editions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] int Version) : IVersioned;

/// <param name="Minutes">Of all lessons together.</param>
public sealed record EditionRow(string Language, string Title, string Description, int Minutes, IReadOnlyList<ModuleRow> Modules);

public sealed record ModuleRow(Guid Id, string Title, IReadOnlyList<OutlineLessonRow> Lessons);

public sealed record OutlineLessonRow(Guid Id, LessonKind Kind, string Title, int Minutes);

internal sealed class GetCourseHandler(IRepository<Course> courses) : IQueryHandler<GetCourseQuery, CourseRow>
{
    public async Task<ErrorOr<CourseRow>> Handle(GetCourseQuery request, CancellationToken cancellationToken) =>
        await courses.SingleOrDefaultAsync(new CourseToShowSpec(request.Id), cancellationToken) is { } course ? Row(course) : CourseErrors.NotFound;

    private static CourseRow Row(Course course) => new(
        course.Id,
        course.Title,
        course.Status,
        course.PublishedNumber,
        course.Profile.Difficulty,
        course.Profile.Tags,
        course.Profile.Compliance,
        course.Profile.DefaultLanguage,
        course.Profile.Prerequisites,
        course.Profile.PassPercent,
        course.Profile.AllowsSelfEnrolment,
        course.Profile.CertificateMonths,
        IsLibrary: course.CompanyId is null,
        [.. course.Outline.Editions.Select(Row)],
        course.CreatedAt,
        course.UpdatedAt,
        course.Version);

    private static EditionRow Row(CourseEdition edition) => new(
        edition.Language,
        edition.Title,
        edition.Description,
        edition.Minutes,
        [.. edition.Modules.Select(module => new ModuleRow(
            module.Id,
            module.Title,
            [.. module.Lessons.Select(lesson => new OutlineLessonRow(lesson.Id, lesson.Kind, lesson.Title, lesson.Minutes))]))]);
}

internal sealed class CourseToShowSpec : SingleResultSpecification<Course>
{
    public CourseToShowSpec(Guid id) => Query.Where(course => course.Id == id).AsNoTracking();
}
