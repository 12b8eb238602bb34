using System.Linq.Expressions;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.People.Scim.Filters;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Groups;

/// <param name="Rule">Not null: its rule says who belongs to it, and a directory only reads it.</param>
public sealed record ScimGroupRow(
    Guid Id, string? ExternalId, string Name, GroupRule? Rule, DateTimeOffset CreatedAt, DateTimeOffset? ChangedAt, int Version);

/// <param name="Members">Null: they were not asked for.</param>
public sealed record ScimGroup(ScimGroupRow Row, IReadOnlyList<ScimMember>? Members);

public sealed record ScimMember(Guid Id, string Name);

/// <summary>Reads the members of all groups of a page in one statement.</summary>
internal sealed class ScimMembers(IRepository<User> users, GroupCriteria criteria)
{
    /// <summary>Of a group, also of one by rule.</summary>
    public async Task<ErrorOr<ScimGroup>> Of(ScimGroupRow row, CancellationToken ct)
    {
        var members = await users.ListAsync(new MembersSpec(await criteria.MembersToShow(row.Id, ct)), ct);
        return members.Count > ScimLimits.MaxMembers ? ScimErrors.TooManyMembers : new ScimGroup(row, members);
    }

    /// <summary>Of groups whose members are named; those of groups by rule are shown one by one only.</summary>
    public async Task<ErrorOr<IReadOnlyList<ScimGroup>>> Of(IReadOnlyList<ScimGroupRow> rows, CancellationToken ct)
    {
        var named = rows.Where(row => row.Rule is null).Select(row => row.Id).ToList();
        var people = named.Count == 0 ? [] : await users.ListAsync(new MembershipsSpec(named), ct);
        if (people.Sum(person => person.GroupIds.Count) > ScimLimits.MaxMembers)
        {
            return ScimErrors.TooManyMembers;
        }

        var byGroup = people.SelectMany(person => person.GroupIds, (person, group) => (group, person.Member)).ToLookup(pair => pair.group, pair => pair.Member);
        return rows.Select(row => new ScimGroup(row, row.Rule is null ? [.. byGroup[row.Id]] : null)).ToList();
    }

    private sealed record Membership(ScimMember Member, IReadOnlyList<Guid> GroupIds);

    private sealed class MembersSpec : Specification<User, ScimMember>
    {
        public MembersSpec(Expression<Func<User, bool>> members)
        {
            Query.Where(members).OrderBy(user => user.Id).Take(ScimLimits.MaxMembers + 1);
            Selector = user => new ScimMember(user.Id, user.FirstName + " " + user.LastName);
        }
    }

    private sealed class MembershipsSpec : Specification<User, Membership>
    {
        public MembershipsSpec(IReadOnlyCollection<Guid> groupIds)
        {
            Query.Where(user => user.Memberships.Any(member => groupIds.Contains(member.GroupId))).OrderBy(user => user.Id).Take(ScimLimits.MaxMembers + 1);
            Selector = user => new Membership(
                new ScimMember(user.Id, user.FirstName + " " + user.LastName),
                user.Memberships.Where(member => groupIds.Contains(member.GroupId)).Select(member => member.GroupId).ToList());
        }
    }
}

internal static class ScimGroupAttributes
{
    public static readonly ScimCriteria<Group> Criteria = new ScimCriteria<Group>()
        .AddId("id", group => group.Id)
        .AddText("externalid", group => group.ExternalId, isExact: true)
        .AddText("displayname", group => group.NormalizedName, name => group => group.NormalizedName == name)
        .AddMoment("meta.created", group => group.CreatedAt)
        .AddMoment("meta.lastmodified", group => group.ChangedAt ?? group.CreatedAt);

    public static readonly Dictionary<string, Expression<Func<Group, object?>>> Sorting = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = group => group.Id,
        ["displayName"] = group => group.NormalizedName,
        ["externalId"] = group => group.ExternalId,
        ["meta.created"] = group => group.CreatedAt,
        ["meta.lastModified"] = group => group.ChangedAt ?? group.CreatedAt,
    };
}

internal sealed class ScimGroupRowProfile : Profile
{
    public ScimGroupRowProfile() => CreateProjection<Group, ScimGroupRow>();
}
