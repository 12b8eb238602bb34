using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>The caller's own courses; first what is due first.</summary>
/// <param name="CourseId">Each time that they were in this one.</param>
[Authenticated]
public sealed record ListMyEnrollmentsQuery(
    int? Page = null, int? PageSize = null, string? Sort = null, EnrollmentStatus? Status = null, bool? Overdue = null, Guid? CourseId = null)
    : IQuery<PagedList<EnrollmentListRow>>, IPagedQuery;

internal sealed class ListMyEnrollmentsValidator : AbstractValidator<ListMyEnrollmentsQuery>
{
    public ListMyEnrollmentsValidator()
    {
        this.ValidatePaging();
        EnrollmentsSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Status).IsInEnum().NotEqual(EnrollmentStatus.Withdrawn);
    }
}

internal sealed class ListMyEnrollmentsHandler(IReader<Enrollment> enrollments, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<ListMyEnrollmentsQuery, PagedList<EnrollmentListRow>>
{
    public async Task<ErrorOr<PagedList<EnrollmentListRow>>> Handle(ListMyEnrollmentsQuery request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return (await enrollments.PageAsync<EnrollmentListRow>(new MineSpec(request, me.RequireUserId(), now), request, cancellationToken)).AsOf(now);
    }

    private sealed class MineSpec : Specification<Enrollment>
    {
        public MineSpec(ListMyEnrollmentsQuery query, Guid userId, DateTimeOffset now)
        {
            Query
                .Where(enrollment => enrollment.UserId == userId)
                .Where(enrollment => enrollment.CourseId == query.CourseId, query.CourseId is not null)
                .Where(enrollment => enrollment.Status == query.Status, query.Status is not null)
                .Overdue(query.Overdue, now);
            EnrollmentsSpec.Sorting.Apply(Query, query.Sort ?? "dueAt");
        }
    }
}
