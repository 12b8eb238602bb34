using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>Who is in which course, and how far they are; managers see those of their own departments.</summary>
/// <param name="DepartmentId">With everything below it.</param>
/// <param name="Overdue">True: only what is neither completed nor failed and past its due date; false: only the rest.</param>
[RequirePermission(Permission.ReadLearning)]
public sealed record ListEnrollmentsQuery(
    int? Page = null,
    int? PageSize = null,
    string? Sort = null,
    Guid? UserId = null,
    Guid? CourseId = null,
    EnrollmentStatus? Status = null,
    bool? Overdue = null,
    Guid? DepartmentId = null) : IQuery<PagedList<EnrollmentListRow>>, IPagedQuery;

/// <param name="Progress">Percent of the lessons that are done.</param>
/// <param name="Score">Percent, the average of quizzes and exercises; null: there is none yet.</param>
public sealed record EnrollmentListRow(
    Guid Id,
    Guid UserId,
    string FirstName,
    string LastName,
    Guid? DepartmentId,
    Guid CourseId,
    string CourseTitle,
    string Language,
    EnrollmentStatus Status,
    bool Mandatory,
    int Progress,
    int? Score,
    DateTimeOffset? StartsAt,
    DateTimeOffset? DueAt,
    DateTimeOffset AssignedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt)
{
    public bool Overdue { get; init; }

    [JsonIgnore]
    internal bool IsOpen => Status is EnrollmentStatus.Assigned or EnrollmentStatus.InProgress;
}

internal sealed class ListEnrollmentsValidator : AbstractValidator<ListEnrollmentsQuery>
{
    public ListEnrollmentsValidator()
    {
        this.ValidatePaging();
        EnrollmentsSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Status).IsInEnum().NotEqual(EnrollmentStatus.Withdrawn);
    }
}

internal sealed class ListEnrollmentsHandler(IReader<Enrollment> enrollments, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<ListEnrollmentsQuery, PagedList<EnrollmentListRow>>
{
    public async Task<ErrorOr<PagedList<EnrollmentListRow>>> Handle(ListEnrollmentsQuery request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var page = await enrollments.PageAsync<EnrollmentListRow>(new EnrollmentsSpec(request, me, now), request, cancellationToken);
        return page.AsOf(now);
    }
}

internal sealed class EnrollmentsSpec : Specification<Enrollment>
{
    public static readonly SortFields<Enrollment> Sorting = new SortFields<Enrollment>("-assignedAt")
        .Add("assignedAt", enrollment => enrollment.AssignedAt)
        .Add("dueAt", enrollment => enrollment.DueAt)
        .Add("completedAt", enrollment => enrollment.CompletedAt)
        .Add("courseTitle", enrollment => enrollment.CourseTitle)
        .Add("lastName", enrollment => enrollment.User!.LastName)
        .Add("progress", enrollment => enrollment.Progress)
        .Add("score", enrollment => enrollment.Score);

    public EnrollmentsSpec(ListEnrollmentsQuery query, ICurrentUser me, DateTimeOffset now)
    {
        Query
            .Where(enrollment => enrollment.User!.Status != UserStatus.Deleted)
            .Where(enrollment => enrollment.UserId == query.UserId, query.UserId is not null)
            .Where(enrollment => enrollment.CourseId == query.CourseId, query.CourseId is not null)
            .Where(enrollment => enrollment.Status == query.Status, query.Status is not null)
            .Where(
                enrollment => enrollment.User!.DepartmentId == query.DepartmentId
                    || enrollment.User.Department!.Ancestors.Any(above => above.AncestorId == query.DepartmentId),
                query.DepartmentId is not null)
            .Overdue(query.Overdue, now)
            .VisibleTo(me);
        Sorting.Apply(Query, query.Sort);
    }
}

internal static class EnrollmentCriteria
{
    /// <inheritdoc cref="PeopleCriteria.VisibleTo"/>
    public static SpecificationBuilder<Enrollment> VisibleTo(this SpecificationBuilder<Enrollment> query, ICurrentUser me) =>
        query.Where(PeopleCriteria.LedBy(me.UserId).After<Enrollment, User>(enrollment => enrollment.User!), condition: me.OwnDepartmentsOnly);

    public static SpecificationBuilder<Enrollment> Overdue(this SpecificationBuilder<Enrollment> query, bool? isOverdue, DateTimeOffset now) => query.Where(
        enrollment => (enrollment.DueAt < now
            && (enrollment.Status == EnrollmentStatus.Assigned || enrollment.Status == EnrollmentStatus.InProgress)) == isOverdue,
        condition: isOverdue is not null);

    /// <summary>What follows from the time of asking.</summary>
    public static PagedList<EnrollmentListRow> AsOf(this PagedList<EnrollmentListRow> page, DateTimeOffset now) =>
        page with { Items = [.. page.Items.Select(row => row with { Overdue = row.IsOpen && row.DueAt < now })] };
}

internal sealed class EnrollmentListProfile : Profile
{
    public EnrollmentListProfile() => CreateProjection<Enrollment, EnrollmentListRow>()
        .ForMember(row => row.Overdue, member => member.Ignore())
        .ForCtorParam(nameof(EnrollmentListRow.FirstName), row => row.MapFrom(enrollment => enrollment.User!.FirstName))
        .ForCtorParam(nameof(EnrollmentListRow.LastName), row => row.MapFrom(enrollment => enrollment.User!.LastName))
        .ForCtorParam(nameof(EnrollmentListRow.DepartmentId), row => row.MapFrom(enrollment => enrollment.User!.DepartmentId))
        .ForCtorParam(nameof(EnrollmentListRow.Mandatory), row => row.MapFrom(enrollment => enrollment.IsMandatory));
}
