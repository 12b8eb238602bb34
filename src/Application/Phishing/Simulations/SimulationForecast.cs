using System.Linq.Expressions;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>What launching a simulation would do: the same steps in the same order as when its recipients are written down.</summary>
internal sealed class SimulationForecast(
    IRepository<User> users, IRepository<Company> companies, PhishingPolicies policies, LureDomainRules domains, GroupCriteria groups)
{
    public async Task<Forecast> For(Simulation simulation, DateTimeOffset start, CancellationToken ct)
    {
        var audience = simulation.Plan.Audience;
        var (members, excluded) = await groups.MembersOf(audience, ct);
        var people = await users.ListAsync(new AudiencePlacesSpec(audience, members, excluded), ct);
        var allowed = await domains.Load(ct);
        var company = await companies.GetByIdAsync(simulation.CompanyId, ct);
        var policy = await policies.Get(ct);
        var planner = new SendPlanner(simulation.Id, simulation.WindowFrom(start, [.. policy.Holidays.Select(holiday => holiday.Date)]));
        var (mails, withoutRoom) = (new List<PlannedMail>(people.Count), 0);
        foreach (var person in people.Where(person => allowed.MayReceive(person.EmailDomain)))
        {
            if (planner.TimeFor(person.Id, person.EmailDomain, person.TimeZone ?? company!.TimeZone) is { } time)
            {
                mails.Add(new PlannedMail(person.Id, time.At, time.IsLate));
            }
            else
            {
                withoutRoom++;
            }
        }

        return new Forecast(mails, NotEligible: people.Count - mails.Count - withoutRoom, withoutRoom, company!.TimeZone);
    }

    /// <summary>How many active people the audience means.</summary>
    public async Task<int> Size(Audience audience, CancellationToken ct)
    {
        var (members, excluded) = await groups.MembersOf(audience, ct);
        return await users.CountAsync(new AudiencePlacesSpec(audience, members, excluded), ct);
    }
}

/// <param name="NotEligible">Active people who are meant but have no address in a verified domain.</param>
/// <param name="WithoutRoom">People for whose mail there is no open time.</param>
/// <param name="TimeZone">The company's.</param>
internal sealed record Forecast(List<PlannedMail> Mails, int NotEligible, int WithoutRoom, string TimeZone);

internal sealed record PlannedMail(Guid UserId, DateTimeOffset SendAt, bool IsLate);

internal sealed record PersonPlace(Guid Id, string EmailDomain, string? TimeZone);

/// <summary>What decides about the moment of a mail, for each active person of the audience, in the order of their ids.</summary>
internal sealed class AudiencePlacesSpec : Specification<User, PersonPlace>
{
    public AudiencePlacesSpec(Audience audience, Expression<Func<User, bool>> members, Expression<Func<User, bool>>? excluded)
    {
        Query.InAudience(audience, members, excluded).OrderBy(user => user.Id);
        Selector = user => new PersonPlace(user.Id, user.EmailDomain, user.TimeZone);
    }
}

internal static class AudienceCriteria
{
    /// <summary>Who belongs to the groups that an audience names, and to those that it excludes.</summary>
    public static async Task<(Expression<Func<User, bool>> Members, Expression<Func<User, bool>>? Excluded)> MembersOf(
        this GroupCriteria groups, Audience audience, CancellationToken ct) => (
            await groups.MembersOf(audience.GroupIds ?? [], ct),
            audience.Excluded is { GroupIds: { Count: > 0 } ids } ? await groups.MembersOf(ids, ct) : null);

    /// <summary>Active people whom the audience names, one by one, by department or by group, and does not exclude.</summary>
    /// <param name="members">Who belongs to the audience's groups.</param>
    /// <param name="excludedMembers">Who belongs to the groups that it excludes; null: it excludes none.</param>
    public static SpecificationBuilder<User> InAudience(
        this SpecificationBuilder<User> query,
        Audience audience,
        Expression<Func<User, bool>> members,
        Expression<Func<User, bool>>? excludedMembers)
    {
        var (all, userIds, departmentIds, groupIds) = audience;
        query.Where(user => user.Status == UserStatus.Active);
        if (!all)
        {
            var named = Named(userIds, departmentIds);
            query.Where(groupIds is { Count: > 0 } ? named.Or(members) : named);
        }

        if (audience.Excluded is { } excluded)
        {
            var left = Named(excluded.UserIds, excluded.DepartmentIds);
            left = excludedMembers is null ? left : left.Or(excludedMembers);
            query.Where(Expression.Lambda<Func<User, bool>>(Expression.Not(left.Body), left.Parameters));
        }

        return query;
    }

    private static Expression<Func<User, bool>> Named(IReadOnlyList<Guid> userIds, IReadOnlyList<Guid> departmentIds)
    {
        Expression<Func<User, bool>> named = userIds.Count > 0 ? user => userIds.Contains(user.Id) : _ => false;
        return departmentIds.Count == 0
            ? named
            : named.Or(user => user.DepartmentId != null
                && (departmentIds.Contains(user.DepartmentId.Value) || user.Department!.Ancestors.Any(above => departmentIds.Contains(above.AncestorId))));
    }
}
