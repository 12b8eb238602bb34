using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.Roles;

/// <summary>
/// Nobody takes rights from somebody, or lets somebody have them again, who may do more than they may themselves: neither by a built-in role
/// nor by one of the company's own.
/// </summary>
internal sealed class RightsOverPeople(IRepository<CustomRole> roles, ICurrentUser me)
{
    public async Task<bool> Cover(User person, CancellationToken ct) => person.CustomRoleId is { } roleId
        ? await roles.GetByIdAsync(roleId, ct) is { } role && role.MayBeTakenBy(me.Has)
        : person.Role.MayBeTakenBy(me.Has);
}
