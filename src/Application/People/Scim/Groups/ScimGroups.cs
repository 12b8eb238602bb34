using System.Globalization;
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
public sealed record ScimGroup(ScimGroupRow Row, IReadOnlyList<ScimMember>? Members)
{
    /// <summary>
    /// Null where members are shown: they are renamed, deleted and restored, and meet rules or not, without the group's version knowing of it.
    /// </summary>
    public int? Version => Members is null ? Row.Version : null;
}

public sealed record ScimMember(Guid Id, string Name);

/// <summary>Reads the members of all groups of a page in two statements: how many they are, and who.</summary>
internal sealed class ScimMembers(IRepository<Group> groups, IRepository<User> users, GroupCriteria criteria)
{
    /// <summary>Of a group, also of one by rule.</summary>
    public async Task<ErrorOr<ScimGroup>> Of(ScimGroupRow row, CancellationToken ct)
    {
        var members = await users.ListAsync(new MembersSpec(await criteria.MembersToShow(row.Id, ct)), ct);
        return members.Count > ScimLimits.MaxMembers ? ScimErrors.TooManyMembers : new ScimGroup(row, members);
    }

    /// <summary>
    /// Of groups whose members are named; those of groups by rule are shown one by one only, and those of a group that is too big by itself
    /// not at all.
    /// </summary>
    /// <returns>The first of the groups, as many as have <see cref="ScimLimits.MaxMembers"/> members together (RFC 7644, 3.4.2.4).</returns>
    public async Task<ErrorOr<IReadOnlyList<ScimGroup>>> Of(IReadOnlyList<ScimGroupRow> rows, CancellationToken ct)
    {
        var sizes = await Sizes(rows, ct);
        var sum = 0;
        var shown = rows.TakeWhile(row => (sum += sizes.GetValueOrDefault(row.Id)) <= ScimLimits.MaxMembers).ToList();
        var named = shown.Where(row => sizes.ContainsKey(row.Id)).Select(row => row.Id).ToList();
        var people = named.Count == 0 ? [] : await users.ListAsync(new MembershipsSpec(named), ct);
        if (people.Sum(person => person.GroupIds.Count) > ScimLimits.MaxMembers)
        {
            return ScimErrors.TooManyMembers;
        }

        var byGroup = people.SelectMany(person => person.GroupIds, (person, group) => (group, person.Member)).ToLookup(pair => pair.group, pair => pair.Member);
        return shown.ConvertAll(row => new ScimGroup(row, sizes.ContainsKey(row.Id) ? [.. byGroup[row.Id]] : null));
    }

    /// <summary>Of those groups whose members a page can show.</summary>
    private async Task<Dictionary<Guid, int>> Sizes(IReadOnlyList<ScimGroupRow> rows, CancellationToken ct)
    {
        var named = rows.Where(row => row.Rule is null).Select(row => row.Id).ToList();
        var sizes = named.Count == 0 ? [] : await groups.ListAsync(new SizesSpec(named), ct);
        return sizes.Where(size => size.Members <= ScimLimits.MaxMembers).ToDictionary(size => size.GroupId, size => size.Members);
    }

    private sealed record Size(Guid GroupId, int Members);

    private sealed record Membership(ScimMember Member, IReadOnlyList<Guid> GroupIds);

    private sealed class MembersSpec : Specification<User, ScimMember>
    {
        public MembersSpec(Expression<Func<User, bool>> members)
        {
            Query.Where(members).OrderBy(user => user.Id).Take(ScimLimits.MaxMembers + 1);
            Selector = user => new ScimMember(user.Id, user.FirstName + " " + user.LastName);
        }
    }

    private sealed class SizesSpec : Specification<Group, Size>
    {
        public SizesSpec(IReadOnlyCollection<Guid> groupIds)
        {
            Query.Where(group => groupIds.Contains(group.Id));
            Selector = group => new Size(group.Id, group.Members.Count);
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
        .AddLink("members", HasMember)
        .AddLink("members.value", HasMember)
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

    /// <summary>Of groups whose members are named.</summary>
    private static Expression<Func<Group, bool>>? HasMember(string value) =>
        Guid.TryParse(value, CultureInfo.InvariantCulture, out var id) ? group => group.Members.Any(member => member.UserId == id) : null;
}

internal sealed class ScimGroupRowProfile : Profile
{
    public ScimGroupRowProfile() => CreateProjection<Group, ScimGroupRow>();
}
