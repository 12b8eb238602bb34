using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Assignments;

/// <summary>Nobody else is enrolled by it, and nobody again; who has been stays so.</summary>
[RetryOnConflict]
[RequirePermission(Permission.AssignLearning)]
public sealed record EndAssignmentCommand(Guid Id) : ICommand<Success>;

internal sealed class EndAssignmentHandler(IRepository<CourseAssignment> assignments, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<EndAssignmentCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(EndAssignmentCommand request, CancellationToken cancellationToken)
    {
        if (await assignments.SingleOrDefaultAsync(new VisibleAssignmentSpec(request.Id, me), cancellationToken) is not { } assignment)
        {
            return AssignmentErrors.NotFound;
        }

        assignment.End(clock.GetUtcNow());
        return Result.Success;
    }
}
