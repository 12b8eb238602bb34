using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Automation;

/// <summary>
/// Puts people into groups by rules. Whoever is in the group joins nothing, so that rules which send people round in a circle come to an end.
/// </summary>
internal sealed class RuleMemberships(IRepository<Group> groups, IRepository<GroupMember> members)
{
    public async Task Do(IReadOnlyCollection<RuleDeed> deeds, DateTimeOffset now, CancellationToken ct)
    {
        if (deeds.Count == 0)
        {
            return;
        }

        var groupIds = deeds.Select(deed => deed.Action.GroupId!.Value).Distinct().ToList();
        var userIds = deeds.Select(deed => deed.Person.Id).Distinct().ToList();
        var found = (await groups.ListAsync(new IdsSpec<Group>(groupIds), ct)).ToDictionary(group => group.Id);
        var known = (await members.ListAsync(new MembershipsSpec(groupIds, userIds), ct)).ToHashSet();
        foreach (var deed in deeds)
        {
            deed.Outcome = Add(deed, found.GetValueOrDefault(deed.Action.GroupId!.Value), known, now);
        }
    }

    private ActionOutcome Add(RuleDeed deed, Group? group, HashSet<Membership> known, DateTimeOffset now)
    {
        if (group is null || group.Add(deed.Person.Id, now) is not { IsError: false } added)
        {
            return ActionOutcome.NotPossible;
        }

        if (!known.Add(new Membership(group.Id, deed.Person.Id)))
        {
            return ActionOutcome.NotNeeded;
        }

        members.Add(added.Value);
        groups.Touch(group);
        return ActionOutcome.Done;
    }

    private sealed class MembershipsSpec : Specification<GroupMember, Membership>
    {
        public MembershipsSpec(IReadOnlyCollection<Guid> groupIds, IReadOnlyCollection<Guid> userIds)
        {
            Query.Where(member => groupIds.Contains(member.GroupId) && userIds.Contains(member.UserId));
            Selector = member => new Membership(member.GroupId, member.UserId);
        }
    }

    private sealed record Membership(Guid GroupId, Guid UserId);
}
