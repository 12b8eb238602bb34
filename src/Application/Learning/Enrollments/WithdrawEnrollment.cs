using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Scorm;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>Takes a course off somebody's list, and closes its packages. The assignment behind it does not enroll them again.</summary>
[RetryOnConflict]
[RequirePermission(Permission.AssignLearning)]
public sealed record WithdrawEnrollmentCommand(Guid Id) : ICommand<Success>;

internal sealed class WithdrawEnrollmentHandler(IRepository<Enrollment> enrollments, ScormClosing packages, ICurrentUser me)
    : ICommandHandler<WithdrawEnrollmentCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(WithdrawEnrollmentCommand request, CancellationToken cancellationToken)
    {
        if (await enrollments.SingleOrDefaultAsync(new VisibleSpec(request.Id, me), cancellationToken) is not { } enrollment)
        {
            return EnrollmentErrors.NotFound;
        }

        var withdrawn = enrollment.Withdraw();
        if (!withdrawn.IsError)
        {
            await packages.Close(enrollment.Id, cancellationToken);
        }

        return withdrawn;
    }

    private sealed class VisibleSpec : SingleResultSpecification<Enrollment>
    {
        public VisibleSpec(Guid id, ICurrentUser me) => Query.Where(enrollment => enrollment.Id == id).VisibleTo(me);
    }
}
