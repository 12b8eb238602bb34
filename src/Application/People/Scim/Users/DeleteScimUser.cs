using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>The same as <see cref="DeleteUserCommand"/>, on the word of the directory: for some weeks an administrator can take it back.</summary>
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true, EvenWithoutFeature = true)]
[RequirePermission(Permission.Provision)]
public sealed record DeleteScimUserCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteScimUserValidator : AbstractValidator<DeleteScimUserCommand>
{
    public DeleteScimUserValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteScimUserHandler(Departures departures, IRepository<User> users, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<DeleteScimUserCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteScimUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(request.Id, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        var allowed = await departures.AllowWhateverRole(user, cancellationToken);
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
