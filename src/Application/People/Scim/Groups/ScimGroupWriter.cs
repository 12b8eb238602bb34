using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Groups;

/// <summary>Puts what a directory says into groups whose members are named one by one.</summary>
internal sealed class ScimGroupWriter(
    IRepository<Group> groups, IRepository<GroupMember> members, IRepository<User> users, TimeProvider clock)
{
    /// <param name="isNew">It has nobody yet.</param>
    public async Task<ErrorOr<Success>> Write(Group group, ScimGroupChanges changes, bool isNew, CancellationToken ct)
    {
        if (group.Rule is not null)
        {
            return ScimErrors.Immutable("Who belongs to this group is decided by its rule, and the group is changed where the rule is.");
        }

        if (changes.Name.Or(group.Name) is not { } name)
        {
            return ScimErrors.InvalidValue("displayName", "Must not be empty.");
        }

        var externalId = changes.ExternalId.Or(group.ExternalId);
        if (isNew || name != group.Name || externalId != group.ExternalId)
        {
            var normalized = Group.Normalize(name);
            var namesakes = await groups.ListAsync(new NamesakesSpec(group.Id, normalized, externalId), ct);
            if (namesakes.Count > 0)
            {
                return namesakes.Exists(other => other.NormalizedName == normalized) ? GroupErrors.NameTaken : GroupErrors.ExternalIdTaken;
            }

            group.Describe(name, group.Description);
            group.KnowAs(externalId);
        }

        return changes.ConcernsMembers ? await WriteMembers(group, changes, isNew, ct) : Result.Success;
    }

    private async Task<ErrorOr<Success>> WriteMembers(Group group, ScimGroupChanges changes, bool isNew, CancellationToken ct)
    {
        if (changes.Added.Count > 0 && await users.CountAsync(new IdsSpec<User>(changes.Added), ct) < changes.Added.Count)
        {
            return ScimErrors.InvalidValue("members", "Not all of them are people of the company.");
        }

        var present = isNew ? [] : await members.ListAsync(new PresentSpec(group.Id, changes), ct);
        var leaving = present.Where(member => changes.ReplacesMembers ? !changes.Added.Contains(member.UserId) : changes.Removed.Contains(member.UserId)).ToList();
        var coming = changes.Added.Except(present.Select(member => member.UserId)).ToList();
        leaving.ForEach(members.Remove);
        var now = clock.GetUtcNow();
        foreach (var id in coming)
        {
            var added = group.Add(id, now);
            if (added.IsError)
            {
                return added.Errors;
            }

            members.Add(added.Value);
        }

        // Who belongs to the group is part of what If-Match guards.
        if (!isNew && leaving.Count + coming.Count > 0)
        {
            groups.Touch(group);
        }

        return Result.Success;
    }

    private sealed class NamesakesSpec : Specification<Group>
    {
        public NamesakesSpec(Guid id, string normalizedName, string? externalId) => Query
            .Where(group => group.Id != id && (group.NormalizedName == normalizedName || (externalId != null && group.ExternalId == externalId)))
            .AsNoTracking();
    }

    private sealed class PresentSpec : Specification<GroupMember>
    {
        public PresentSpec(Guid groupId, ScimGroupChanges changes)
        {
            List<Guid> named = [.. changes.Added, .. changes.Removed];
            Query.Where(member => member.GroupId == groupId).Where(member => named.Contains(member.UserId), condition: !changes.ReplacesMembers);
        }
    }
}
