using System.Linq.Expressions;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <summary>Says who belongs to groups as a condition on people, so that whoever asks for them asks once, with everything else.</summary>
public sealed class GroupCriteria(IRepository<Group> groups, IRepository<Company> companies, ITenant tenant, ICurrentUser me)
{
    /// <returns>People of any of the groups, for use cases that show none of them; nobody for groups that do not exist.</returns>
    public async Task<Expression<Func<User, bool>>> MembersOf(IReadOnlyList<Guid> groupIds, CancellationToken ct) =>
        await MembersOf(await groups.ListAsync(new UntrackedGroupsSpec(groupIds), ct), ct);

    /// <returns>People of the group as far as the caller may know them: who is in a group by risk band is told to whoever may read the scores
    /// themselves.</returns>
    public async Task<Expression<Func<User, bool>>> MembersToShow(Guid groupId, CancellationToken ct)
    {
        var found = await groups.ListAsync(new UntrackedGroupsSpec([groupId]), ct);
        return await MembersOf(found.Where(group => group.Rule?.IsByRisk != true || me.Has(Permission.ReadAnalytics)), ct);
    }

    private async Task<Expression<Func<User, bool>>> MembersOf(IEnumerable<Group> found, CancellationToken ct)
    {
        var fixedIds = found.Where(group => group.Rule is null).Select(group => group.Id).ToList();
        Expression<Func<User, bool>> members = fixedIds.Count == 0
            ? _ => false
            : user => user.Memberships.Any(member => fixedIds.Contains(member.GroupId));
        foreach (var rule in found.Select(group => group.Rule).OfType<GroupRule>())
        {
            members = members.Or(await Meeting(rule, ct));
        }

        return members;
    }

    /// <returns>People who meet every condition.</returns>
    public async Task<Expression<Func<User, bool>>> Meeting(GroupRule rule, CancellationToken ct)
    {
        var language = rule.Conditions.Any(condition => condition.Attribute == GroupAttribute.Language)
            ? (await companies.GetByIdAsync(tenant.CompanyId!.Value, ct))?.Language
            : null;
        return rule.Conditions.Select(condition => Meets(condition, language)).Aggregate((all, next) => all.And(next));
    }

    private static Expression<Func<User, bool>> Meets(GroupCondition condition, string? companyLanguage)
    {
        switch (condition.Attribute)
        {
            case GroupAttribute.Department:
                var departments = condition.DepartmentIds().ToList();
                return user => user.DepartmentId != null
                    && (departments.Contains(user.DepartmentId.Value)
                        || user.Department!.Ancestors.Any(above => departments.Contains(above.AncestorId)));
            case GroupAttribute.Role:
                var roles = condition.Roles().ToList();
                return user => roles.Contains(user.Role);
            case GroupAttribute.Language:
                var languages = condition.Values.ToList<string?>();
                var withoutOwn = languages.Contains(companyLanguage);
                return user => languages.Contains(user.Language) || (withoutOwn && user.Language == null);
            case GroupAttribute.RiskBand:
                return InBands([.. condition.RiskBands()]);
            default:
                return condition.Values
                    .Select(value => AttributeText.Of(condition.Name!, value))
                    .Select(text => (Expression<Func<User, bool>>)(user => user.CustomAttributesText.Contains(text)))
                    .Aggregate((any, next) => any.Or(next));
        }
    }

    /// <summary>Of whom nothing is known has no score, and counts as neutral.</summary>
    internal static Expression<Func<User, bool>> InBands(IReadOnlyList<RiskBand> bands)
    {
        var withUnknown = bands.Contains(RiskPolicy.BandOf(RiskPolicy.Neutral));
        return user => bands.Contains(user.Risk!.Band) || (withUnknown && user.Risk == null);
    }

    private sealed class UntrackedGroupsSpec : Specification<Group>
    {
        public UntrackedGroupsSpec(IReadOnlyList<Guid> ids) => Query.Where(group => ids.Contains(group.Id)).AsNoTracking();
    }
}
