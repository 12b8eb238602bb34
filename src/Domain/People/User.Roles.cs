using ErrorOr;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.People;

/// <content>What a person may do: a built-in role, or one of the company's own.</content>
public sealed partial class User
{
    /// <summary>The role of the company's own (<see cref="CustomRole"/>) that they have; then they are an employee besides.</summary>
    public Guid? CustomRoleId { get; private set; }

    /// <summary>No company can make a platform administrator. Whoever becomes more than an employee loses a role of the company's own.</summary>
    public ErrorOr<Success> ChangeRole(Role role)
    {
        if (Role == Role.PlatformAdmin || role == Role.PlatformAdmin)
        {
            return Role == role ? Result.Success : UserErrors.RoleReserved;
        }

        if (Role.Permissions().Except(role.Permissions()).Any())
        {
            Raise(new PersonLostRights(CompanyId, Id));
        }

        Role = role;
        if (role != Role.Employee)
        {
            TakeCustomRole();
        }

        return Result.Success;
    }

    public ErrorOr<Success> GiveCustomRole(Guid roleId)
    {
        if (Role != Role.Employee)
        {
            return CustomRoleErrors.NeedsEmployee;
        }

        CustomRoleId = roleId;
        return Result.Success;
    }

    public void TakeCustomRole() => CustomRoleId = null;
}
