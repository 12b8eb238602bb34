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

[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record ActivateUserCommand(Guid Id) : ICommand<Success>;

internal sealed class ActivateUserValidator : AbstractValidator<ActivateUserCommand>
{
    public ActivateUserValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ActivateUserHandler(
    IRepository<Company> companies, IRepository<User> users, RightsOverPeople rights, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<ActivateUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ActivateUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(request.Id, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        if (!await rights.Cover(user, cancellationToken))
        {
            return UserErrors.RoleBeyondOwn;
        }

        if (!user.Activate())
        {
            return Result.Success;
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        return company is null ? CompanyErrors.NotFound : company.TakeSeats(1, clock.GetUtcNow());
    }
}
