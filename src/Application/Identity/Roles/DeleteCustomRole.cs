using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.Roles;

/// <summary>Only once nobody has it: nobody loses rights by surprise.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManageRoles)]
public sealed record DeleteCustomRoleCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteCustomRoleValidator : AbstractValidator<DeleteCustomRoleCommand>
{
    public DeleteCustomRoleValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteCustomRoleHandler(IRepository<CustomRole> roles, IReader<User> users, ICurrentUser me)
    : ICommandHandler<DeleteCustomRoleCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteCustomRoleCommand request, CancellationToken cancellationToken)
    {
        if (await roles.GetByIdAsync(request.Id, cancellationToken) is not { } role)
        {
            return CustomRoleErrors.NotFound;
        }

        if (!me.MayGive(role))
        {
            return CustomRoleErrors.BeyondOwn;
        }

        var people = await users.CountAsync(new PeopleWithRoleSpec(role.Id), cancellationToken);
        if (people > 0)
        {
            return CustomRoleErrors.InUse(people);
        }

        roles.Remove(role);
        return Result.Deleted;
    }
}

internal sealed class PeopleWithRoleSpec : Specification<User>
{
    public PeopleWithRoleSpec(Guid roleId) => Query.Where(user => user.CustomRoleId == roleId);
}
