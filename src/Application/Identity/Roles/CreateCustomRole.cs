using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Roles;

/// <param name="Permissions">Names from the catalogue; to change something implies to read it.</param>
/// <param name="OwnDepartmentsOnly">As managers: people of the departments that somebody leads, and of those below.</param>
[RetryOnConflict]
[RequirePermission(Permission.ManageRoles)]
public sealed record CreateCustomRoleCommand(
    string Name, IReadOnlyList<string> Permissions, string? Description = null, bool OwnDepartmentsOnly = false) : ICommand<Guid>;

internal sealed class CreateCustomRoleValidator : AbstractValidator<CreateCustomRoleCommand>
{
    public CreateCustomRoleValidator()
    {
        RuleFor(command => command.Name).NotEmpty().Text(CustomRole.MaxNameLength);
        RuleFor(command => command.Description).Text(CustomRole.MaxDescriptionLength);
        RuleFor(command => command.Permissions).Permissions();
    }
}

internal sealed class CreateCustomRoleHandler(IRepository<CustomRole> roles, ICurrentUser me, IAuditTrail audit, TimeProvider clock)
    : ICommandHandler<CreateCustomRoleCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateCustomRoleCommand request, CancellationToken cancellationToken)
    {
        var created = CustomRole.Create(
            me.RequireCompanyId(),
            request.Name,
            request.Description.TrimToNull(),
            request.Permissions,
            request.OwnDepartmentsOnly,
            clock.GetUtcNow());
        if (created.IsError)
        {
            return created.Errors.On("permissions");
        }

        var role = created.Value;
        if (!me.MayGive(role))
        {
            return CustomRoleErrors.BeyondOwn;
        }

        if (await roles.AnyAsync(new CustomRoleByNameSpec(role.NormalizedName), cancellationToken))
        {
            return CustomRoleErrors.NameTaken;
        }

        if (await roles.CountAsync(new AnyCustomRoleSpec(), cancellationToken) >= CustomRole.MaxPerCompany)
        {
            return CustomRoleErrors.TooMany;
        }

        roles.Add(role);
        audit.NotePermissions(role);
        return role.Id;
    }

    private sealed class AnyCustomRoleSpec : Specification<CustomRole>;
}
