using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
[DespiteUnpaid]
public sealed record DeactivateUserCommand(Guid Id) : ICommand<Success>;

internal sealed class DeactivateUserValidator : AbstractValidator<DeactivateUserCommand>
{
    public DeactivateUserValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeactivateUserHandler(Departures departures, IRepository<User> users)
    : ICommandHandler<DeactivateUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(DeactivateUserCommand request, CancellationToken cancellationToken)
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

        if (user.Deactivate())
        {
            allowed.Value.GiveBackSeats(1);
        }

        return Result.Success;
    }
}
