using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>
/// Lets everything that is known of somebody go for good (GDPR Art. 17), deleted before or not. They are out of sight at once; a worker
/// removes their data within moments.
/// </summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record EraseUserCommand(Guid Id) : ICommand<Success>;

internal sealed class EraseUserValidator : AbstractValidator<EraseUserCommand>
{
    public EraseUserValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class EraseUserHandler(
    Departures departures, IRepository<User> users, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<EraseUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(EraseUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.SingleOrDefaultAsync(new UserOrDeletedSpec(request.Id), cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        var allowed = await departures.Allow(user, cancellationToken);
        if (allowed.IsError)
        {
            return allowed.Errors;
        }

        if (user.Status != UserStatus.Deleted)
        {
            allowed.Value.RemovePerson(hadSeat: user.Status == UserStatus.Active);
        }

        var now = clock.GetUtcNow();
        user.EraseFrom(now);
        queue.Enqueue(WorkKind.PersonErasure, user.Id, now);
        return Result.Success;
    }
}
