using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>Gives people roles, built in or of the company's own, as far as the caller may.</summary>
internal sealed class RoleChanges(
    IRepository<Company> companies,
    IRepository<User> users,
    IRepository<CustomRole> roles,
    RightsOverPeople rights,
    BreakGlass breakGlass,
    ICurrentUser me)
{
    /// <summary>Whether somebody may be given both: a role of the company's own goes with employee alone.</summary>
    public async Task<ErrorOr<Success>> Allow(Role role, Guid? customRoleId, CancellationToken ct)
    {
        if (role == Role.PlatformAdmin)
        {
            return UserErrors.RoleReserved;
        }

        if (!me.MayGive(role))
        {
            return UserErrors.RoleBeyondOwn;
        }

        if (customRoleId is not { } id)
        {
            return Result.Success;
        }

        if (role != Role.Employee)
        {
            return CustomRoleErrors.NeedsEmployee;
        }

        if (await roles.GetByIdAsync(id, ct) is not { } customRole)
        {
            return CustomRoleErrors.Unknown.On("customRoleId");
        }

        return me.MayGive(customRole) ? Result.Success : UserErrors.RoleBeyondOwn;
    }

    /// <param name="customRoleId">Absent: they keep the one that they have, unless they become more than an employee.</param>
    public async Task<ErrorOr<Success>> Apply(User user, Optional<Role> role, Optional<Guid?> customRoleId, CancellationToken ct)
    {
        var newRole = role.Or(user.Role);
        var newCustomRole = customRoleId.Or(newRole == Role.Employee ? user.CustomRoleId : null);
        if (newRole == user.Role && newCustomRole == user.CustomRoleId)
        {
            return Result.Success;
        }

        if (user.Role == Role.PlatformAdmin)
        {
            return UserErrors.RoleReserved;
        }

        var allowed = await Allow(newRole, newCustomRole, ct);
        if (allowed.IsError)
        {
            return allowed.Errors;
        }

        if (!await rights.Cover(user, ct))
        {
            return UserErrors.RoleBeyondOwn;
        }

        if (user is { Role: Role.CompanyAdmin, Status: UserStatus.Active } && await KeepAdministrator(user, ct) is { IsError: true } last)
        {
            return last.Errors;
        }

        var changed = user.ChangeRole(newRole);
        if (newCustomRole is { } given)
        {
            return changed.Then(_ => user.GiveCustomRole(given));
        }

        user.TakeCustomRole();
        return changed;
    }

    /// <summary>
    /// Two administrators who demote each other at the same moment must not both succeed. The company's version is their guard, and must have
    /// been read before they look for each other.
    /// </summary>
    private async Task<ErrorOr<Success>> KeepAdministrator(User user, CancellationToken ct)
    {
        var guard = await companies.GetByIdAsync(me.RequireCompanyId(), ct);
        if (!await users.AnyAsync(new ActiveAdministratorsSpec(except: user.Id), ct))
        {
            return UserErrors.LastAdministrator;
        }

        companies.Touch(guard!);
        return await breakGlass.AllowLossOf(user, ct);
    }
}
