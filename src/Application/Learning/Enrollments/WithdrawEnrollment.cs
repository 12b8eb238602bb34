using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>Takes a course off somebody's list. The assignment behind it does not enroll them again.</summary>
[RetryOnConflict]
[RequirePermission(Permission.AssignLearning)]
public sealed record WithdrawEnrollmentCommand(Guid Id) : ICommand<Success>;

internal sealed class WithdrawEnrollmentHandler(IRepository<Enrollment> enrollments, ICurrentUser me) : ICommandHandler<WithdrawEnrollmentCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(WithdrawEnrollmentCommand request, CancellationToken cancellationToken) =>
        await enrollments.SingleOrDefaultAsync(new VisibleSpec(request.Id, me), cancellationToken) is { } enrollment
            ? enrollment.Withdraw()
            : EnrollmentErrors.NotFound;

    private sealed class VisibleSpec : SingleResultSpecification<Enrollment>
    {
        public VisibleSpec(Guid id, ICurrentUser me) => Query.Where(enrollment => enrollment.Id == id).VisibleTo(me);
    }
}
