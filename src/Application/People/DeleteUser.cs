using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>Takes somebody out of sight; they can be restored for <see cref="User.RestorePeriod"/>, then they are erased.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record DeleteUserCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteUserValidator : AbstractValidator<DeleteUserCommand>
{
    public DeleteUserValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteUserHandler(
    Departures departures, IRepository<User> users, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<DeleteUserCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(request.Id, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        var allowed = await departures.Allow(user, cancellationToken);
        if (allowed.IsError)
        {
            return allowed.Errors;
        }

        allowed.Value.RemovePerson(hadSeat: user.Status == UserStatus.Active);
        user.Delete(clock.GetUtcNow());
        queue.Enqueue(WorkKind.PersonErasure, user.Id, user.EraseAt!.Value);
        return Result.Deleted;
    }
}
