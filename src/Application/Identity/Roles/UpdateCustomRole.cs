using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Roles;

/// <summary>Other permissions hold for everybody who has the role from their next request on.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManageRoles)]
public sealed record UpdateCustomRoleCommand(Guid Id, CustomRoleChanges Changes) : ICommand<Success>;

public sealed record CustomRoleChanges(
    Optional<string> Name = default,
    Optional<string?> Description = default,
    Optional<IReadOnlyList<string>> Permissions = default,
    Optional<bool> OwnDepartmentsOnly = default);

internal sealed class UpdateCustomRoleValidator : AbstractValidator<UpdateCustomRoleCommand>
{
    public UpdateCustomRoleValidator()
    {
        this.IfSet(command => command.Changes.Name, name => name.NotEmpty().Text(CustomRole.MaxNameLength));
        this.IfSet(command => command.Changes.Description, description => description.Text(CustomRole.MaxDescriptionLength));
        this.IfSet(command => command.Changes.Permissions, permissions => permissions.Permissions());
    }
}

internal sealed class UpdateCustomRoleHandler(IRepository<CustomRole> roles, ICurrentUser me, IAuditTrail audit)
    : ICommandHandler<UpdateCustomRoleCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateCustomRoleCommand request, CancellationToken cancellationToken)
    {
        var changes = request.Changes;
        if (await roles.GetByIdAsync(request.Id, cancellationToken) is not { } role)
        {
            return CustomRoleErrors.NotFound;
        }

        if (!me.MayGive(role))
        {
            return CustomRoleErrors.BeyondOwn;
        }

        var (permissions, limit) = (role.Permissions, role.OwnDepartmentsOnly);
        var allowed = role.Allow(changes.Permissions.Or(role.KnownPermissions), changes.OwnDepartmentsOnly.Or(limit));
        if (allowed.IsError)
        {
            return allowed.Errors.On("permissions");
        }

        if (!me.MayGive(role))
        {
            return CustomRoleErrors.BeyondOwn;
        }

        role.Describe(changes.Name.Or(role.Name), changes.Description.Or(role.Description).TrimToNull());
        if (await roles.AnyAsync(new CustomRoleByNameSpec(role.NormalizedName, except: role.Id), cancellationToken))
        {
            return CustomRoleErrors.NameTaken;
        }

        if (!ReferenceEquals(role.Permissions, permissions) || role.OwnDepartmentsOnly != limit)
        {
            audit.NotePermissions(role);
        }

        return Result.Success;
    }
}
