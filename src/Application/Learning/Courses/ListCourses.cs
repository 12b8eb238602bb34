using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>The platform's library together with the company's own courses.</summary>
/// <param name="Search">Part of the title, in any case.</param>
/// <param name="Language">Only courses that exist in it.</param>
/// <param name="Library">True: only the library; false: only the company's own.</param>
[RequirePermission(Permission.ReadLearning)]
public sealed record ListCoursesQuery(
    int? Page,
    int? PageSize,
    string? Search,
    string? Sort,
    string? Tag,
    string? Language,
    CourseDifficulty? Difficulty,
    ComplianceTag? Compliance,
    CourseStatus? Status,
    bool? Library) : IQuery<PagedList<CourseListRow>>, IPagedQuery;

/// <param name="PublishedNumber">Of the newest version; null: none has been published.</param>
public sealed record CourseListRow(
    Guid Id,
    string Title,
    CourseStatus Status,
    int? PublishedNumber,
    CourseDifficulty Difficulty,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ComplianceTag> Compliance,
    bool IsLibrary,
    DateTimeOffset UpdatedAt);

internal sealed class ListCoursesValidator : AbstractValidator<ListCoursesQuery>
{
    public ListCoursesValidator()
    {
        this.ValidatePaging();
        CoursesSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(Course.MaxTitleLength);
        RuleFor(query => query.Tag).MaximumLength(CourseProfile.MaxTagLength);
        RuleFor(query => query.Language).MaximumLength(2);
        RuleFor(query => query.Difficulty).IsInEnum();
        RuleFor(query => query.Compliance).IsInEnum();
        RuleFor(query => query.Status).IsInEnum();
    }
}

internal sealed class ListCoursesHandler(IReader<Course> courses) : IQueryHandler<ListCoursesQuery, PagedList<CourseListRow>>
{
    public async Task<ErrorOr<PagedList<CourseListRow>>> Handle(ListCoursesQuery request, CancellationToken cancellationToken) =>
        await courses.PageAsync<CourseListRow>(new CoursesSpec(request), request, cancellationToken);
}

internal sealed class CoursesSpec : Specification<Course>
{
    public static readonly SortFields<Course> Sorting = new SortFields<Course>("title")
        .Add("title", course => course.Title)
        .Add("difficulty", course => course.Profile.Difficulty)
        .Add("createdAt", course => course.CreatedAt)
        .Add("updatedAt", course => course.UpdatedAt);

    public CoursesSpec(ListCoursesQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        var tag = query.Tag?.Trim().ToLowerInvariant();
        Query
            .Where(course => course.Title.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(course => course.Profile.Tags.Contains(tag!), !string.IsNullOrEmpty(tag))
            .Where(course => course.Languages.Contains(query.Language!), query.Language is not null)
            .Where(course => course.Profile.Compliance.Contains(query.Compliance!.Value), query.Compliance is not null)
            .Where(course => course.Profile.Difficulty == query.Difficulty, query.Difficulty is not null)
            .Where(course => course.Status == query.Status, query.Status is not null)
            .Where(course => (course.CompanyId == null) == query.Library, query.Library is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class CourseListProfile : Profile
{
    public CourseListProfile() => CreateMap<Course, CourseListRow>()
        .ForCtorParam(nameof(CourseListRow.Difficulty), row => row.MapFrom(course => course.Profile.Difficulty))
        .ForCtorParam(nameof(CourseListRow.Tags), row => row.MapFrom(course => course.Profile.Tags))
        .ForCtorParam(nameof(CourseListRow.Compliance), row => row.MapFrom(course => course.Profile.Compliance))
        .ForCtorParam(nameof(CourseListRow.IsLibrary), row => row.MapFrom(course => course.CompanyId == null));
}
