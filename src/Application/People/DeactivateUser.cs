using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record DeactivateUserCommand(Guid Id) : ICommand<Success>;

internal sealed class DeactivateUserValidator : AbstractValidator<DeactivateUserCommand>
{
    public DeactivateUserValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeactivateUserHandler(IRepository<Company> companies, IRepository<User> users, ICurrentUser me)
    : ICommandHandler<DeactivateUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(DeactivateUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(request.Id, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        if (!me.MayGive(user.Role))
        {
            return UserErrors.RoleBeyondOwn;
        }

        // Before the look at the other administrators: that both change the company, whose seat is given back, keeps two of them from
        // deactivating each other at the same moment.
        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        if (user.Role == Role.CompanyAdmin && !await users.AnyAsync(new ActiveAdministratorsSpec(except: user.Id), cancellationToken))
        {
            return UserErrors.LastAdministrator;
        }

        if (user.Deactivate())
        {
            company.GiveBackSeats(1);
        }

        return Result.Success;
    }
}
