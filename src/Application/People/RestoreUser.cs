using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>Brings back somebody who was deleted, deactivated for the time being.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record RestoreUserCommand(Guid Id) : ICommand<Success>;

internal sealed class RestoreUserValidator : AbstractValidator<RestoreUserCommand>
{
    public RestoreUserValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RestoreUserHandler(
    IRepository<Company> companies, IRepository<User> users, RightsOverPeople rights, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<RestoreUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RestoreUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.SingleOrDefaultAsync(new UserOrDeletedSpec(request.Id), cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        if (!await rights.Cover(user, cancellationToken))
        {
            return UserErrors.RoleBeyondOwn;
        }

        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        var restored = user.Restore(clock.GetUtcNow());
        if (!restored.IsError)
        {
            company.ReturnPerson();
        }

        return restored;
    }
}
