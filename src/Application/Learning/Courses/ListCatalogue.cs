using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>What the caller may take up without having been asked to: open courses, as they were published, in the caller's own language.</summary>
/// <param name="Search">Part of the title in the course's default language, in any case.</param>
[Authenticated]
public sealed record ListCatalogueQuery(int? Page = null, int? PageSize = null, string? Search = null) : IQuery<PagedList<CatalogueRow>>, IPagedQuery;

/// <param name="Language">The caller's own, or else the course's default.</param>
/// <param name="PrerequisiteIds">Of courses to be completed first.</param>
/// <param name="Enrolled">The caller is in it.</param>
/// <param name="Completed">The caller has completed it before.</param>
public sealed record CatalogueRow(
    Guid Id,
    string Title,
    string Description,
    string Language,
    int Minutes,
    CourseDifficulty Difficulty,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ComplianceTag> Compliance,
    IReadOnlyList<Guid> PrerequisiteIds,
    bool Enrolled,
    bool Completed);

internal sealed class ListCatalogueValidator : AbstractValidator<ListCatalogueQuery>
{
    public ListCatalogueValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(Course.MaxTitleLength);
    }
}

internal sealed class ListCatalogueHandler(
    IReader<Course> courses,
    IRepository<CourseVersion> versions,
    IRepository<Enrollment> enrollments,
    IRepository<User> users,
    IRepository<Company> companies,
    ICurrentUser me) : IQueryHandler<ListCatalogueQuery, PagedList<CatalogueRow>>
{
    public async Task<ErrorOr<PagedList<CatalogueRow>>> Handle(ListCatalogueQuery request, CancellationToken cancellationToken)
    {
        var userId = me.RequireUserId();
        var page = await courses.PageAsync<CatalogueLine>(new OpenSpec(request.Search), request, cancellationToken);
        var ids = page.Items.Select(line => line.Id).ToList();
        var found = (await versions.ListAsync(new PublishedSpec(ids, [.. page.Items.Select(line => line.PublishedNumber)]), cancellationToken))
            .ToLookup(version => (version.CourseId, version.Number));
        var own = (await enrollments.ListAsync(new OwnSpec(userId, ids), cancellationToken)).ToLookup(stay => stay.CourseId, stay => stay.Status);
        var language = (await users.GetByIdAsync(userId, cancellationToken))?.Language
            ?? (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!.Language;
        return new PagedList<CatalogueRow>(
            [.. page.Items.SelectMany(line => found[(line.Id, line.PublishedNumber)]).Select(version => Row(version, language, [.. own[version.CourseId]]))],
            page.Page,
            page.PageSize,
            page.TotalItems);
    }

    private static CatalogueRow Row(CourseVersion version, string language, IReadOnlyList<EnrollmentStatus> own)
    {
        var (profile, edition) = (version.Profile, version.Outline.For(language, version.Profile.DefaultLanguage));
        return new CatalogueRow(
            version.CourseId,
            edition.Title,
            edition.Description,
            edition.Language,
            edition.Minutes,
            profile.Difficulty,
            profile.Tags,
            profile.Compliance,
            profile.Prerequisites,
            own.Any(status => status is EnrollmentStatus.Assigned or EnrollmentStatus.InProgress),
            own.Contains(EnrollmentStatus.Completed));
    }

    private sealed class OpenSpec : Specification<Course>
    {
        public OpenSpec(string? search)
        {
            var part = search?.Trim().ToLowerInvariant();
            Query
                .Where(course => course.Status == CourseStatus.Published && course.IsOpen)
                .Where(course => course.Title.ToLower().Contains(part!), !string.IsNullOrEmpty(part))
                .OrderBy(course => course.Title)
                .OrderBy(course => course.Id);
        }
    }

    private sealed class PublishedSpec : Specification<CourseVersion>
    {
        public PublishedSpec(IReadOnlyList<Guid> courseIds, IReadOnlyList<int> numbers) =>
            Query.Where(version => courseIds.Contains(version.CourseId) && numbers.Contains(version.Number)).AsNoTracking();
    }

    private sealed class OwnSpec : Specification<Enrollment, Stay>
    {
        public OwnSpec(Guid userId, IReadOnlyList<Guid> courseIds)
        {
            Query.Where(enrollment => enrollment.UserId == userId && courseIds.Contains(enrollment.CourseId));
            Selector = enrollment => new Stay(enrollment.CourseId, enrollment.Status);
        }
    }

    private sealed record Stay(Guid CourseId, EnrollmentStatus Status);
}

internal sealed record CatalogueLine(Guid Id, int PublishedNumber);

internal sealed class CatalogueLineProfile : Profile
{
    public CatalogueLineProfile() => CreateProjection<Course, CatalogueLine>()
        .ForCtorParam(nameof(CatalogueLine.PublishedNumber), number => number.MapFrom(course => course.PublishedNumber ?? 0));
}
