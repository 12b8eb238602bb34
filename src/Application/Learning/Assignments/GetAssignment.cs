using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Assignments;

/// <summary>How far an assignment has come. Who sees only their own departments sees what they have assigned themselves.</summary>
[RequirePermission(Permission.AssignLearning)]
public sealed record GetAssignmentQuery(Guid Id) : IQuery<AssignmentRow>;

/// <param name="Progress">Percent, 0–100.</param>
/// <param name="Standing">Whoever joins one of the groups or departments is enrolled, too.</param>
/// <param name="RepeatMonths">So long after each completion people are to take the course again; null: never.</param>
/// <param name="EndedAt">Since when nobody else is enrolled, and nobody again.</param>
/// <param name="Total">How many people it meant when it was made; those who were in the course already are among them.</param>
/// <param name="Enrolled">How many have been enrolled by it, newcomers included.</param>
public sealed record AssignmentRow(
    Guid Id,
    AssignmentStatus Status,
    int Progress,
    Guid CourseId,
    string CourseTitle,
    AssignedPeople People,
    DateTimeOffset? StartsAt,
    DateTimeOffset? DueAt,
    int? DueDays,
    bool Mandatory,
    bool Standing,
    int Total,
    int Enrolled,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    int? RepeatMonths,
    int? GraceDays,
    DateTimeOffset? EndedAt,
    int Version) : IVersioned;

internal sealed class GetAssignmentHandler(IReader<CourseAssignment> assignments, ICurrentUser me) : IQueryHandler<GetAssignmentQuery, AssignmentRow>
{
    public async Task<ErrorOr<AssignmentRow>> Handle(GetAssignmentQuery request, CancellationToken cancellationToken) =>
        await assignments.SingleOrDefaultAsync<AssignmentRow>(new VisibleAssignmentSpec(request.Id, me), cancellationToken) is { } row
            ? row
            : AssignmentErrors.NotFound;
}

internal sealed class VisibleAssignmentSpec : SingleResultSpecification<CourseAssignment>
{
    public VisibleAssignmentSpec(Guid id, ICurrentUser me) => Query.Where(assignment => assignment.Id == id).VisibleTo(me);
}

internal static class AssignmentCriteria
{
    public static SpecificationBuilder<CourseAssignment> VisibleTo(this SpecificationBuilder<CourseAssignment> query, ICurrentUser me)
    {
        var caller = me.UserId;
        return query.Where(assignment => assignment.RequestedBy == caller, condition: me.OwnDepartmentsOnly);
    }
}

internal sealed class AssignmentRowProfile : Profile
{
    public AssignmentRowProfile() => CreateProjection<CourseAssignment, AssignmentRow>()
        .ForCtorParam(nameof(AssignmentRow.Mandatory), row => row.MapFrom(assignment => assignment.IsMandatory))
        .ForCtorParam(nameof(AssignmentRow.Standing), row => row.MapFrom(assignment => assignment.IsStanding));
}
