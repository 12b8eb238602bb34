using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Assignments;

/// <param name="Standing">True: only those that newcomers still fall under.</param>
[RequirePermission(Permission.AssignLearning)]
public sealed record ListAssignmentsQuery(int? Page = null, int? PageSize = null, string? Sort = null, Guid? CourseId = null, bool? Standing = null)
    : IQuery<PagedList<AssignmentRow>>, IPagedQuery;

internal sealed class ListAssignmentsValidator : AbstractValidator<ListAssignmentsQuery>
{
    public ListAssignmentsValidator()
    {
        this.ValidatePaging();
        ListAssignmentsHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListAssignmentsHandler(IReader<CourseAssignment> assignments, ICurrentUser me)
    : IQueryHandler<ListAssignmentsQuery, PagedList<AssignmentRow>>
{
    public static readonly SortFields<CourseAssignment> Sorting = new SortFields<CourseAssignment>("-createdAt")
        .Add("createdAt", assignment => assignment.CreatedAt)
        .Add("courseTitle", assignment => assignment.CourseTitle);

    public async Task<ErrorOr<PagedList<AssignmentRow>>> Handle(ListAssignmentsQuery request, CancellationToken cancellationToken) =>
        await assignments.PageAsync<AssignmentRow>(new AssignmentsSpec(request, me), request, cancellationToken);

    private sealed class AssignmentsSpec : Specification<CourseAssignment>
    {
        public AssignmentsSpec(ListAssignmentsQuery query, ICurrentUser me)
        {
            Query
                .Where(assignment => assignment.CourseId == query.CourseId, query.CourseId is not null)
                .Where(assignment => assignment.IsStanding == query.Standing, query.Standing is not null)
                .VisibleTo(me);
            Sorting.Apply(Query, query.Sort);
        }
    }
}
