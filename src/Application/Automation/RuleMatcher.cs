using System.Linq.Expressions;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Automation;

/// <summary>Says which of some occurrences a rule answers: one statement for the people, and one for those who are to have done it repeatedly.</summary>
internal sealed class RuleMatcher(IRepository<User> users, IRepository<Recipient> recipients, GroupCriteria groups)
{
    /// <param name="since">What happened before is left alone.</param>
    /// <returns>Oldest first; those that its cooldown keeps from being answered are among them.</returns>
    public async Task<IReadOnlyList<Occurrence>> Match(
        AutomationRule rule, IReadOnlyCollection<Occurrence> occurrences, DateTimeOffset since, CancellationToken ct)
    {
        var meant = occurrences.Where(occurrence => rule.IsMeant(occurrence, since)).ToList();
        if (meant.Count > 0 && rule.Trigger is { Times: { } times, WithinDays: { } days })
        {
            meant = await OftenEnough(meant, times, TimeSpan.FromDays(days), ct);
        }

        if (meant.Count == 0)
        {
            return [];
        }

        var userIds = meant.Select(occurrence => occurrence.UserId).Distinct().ToList();
        var people = (await users.ListAsync(new PeopleSpec(userIds, await Conditions(rule.Conditions, ct)), ct)).ToHashSet();
        return [.. meant.Where(occurrence => people.Contains(occurrence.UserId)).OrderBy(occurrence => occurrence.At).ThenBy(occurrence => occurrence.EventId)];
    }

    /// <summary>Mails of which people have followed the link, however often.</summary>
    private async Task<List<Occurrence>> OftenEnough(List<Occurrence> clicks, int times, TimeSpan within, CancellationToken ct)
    {
        var userIds = clicks.Select(click => click.UserId).Distinct().ToList();
        var all = (await recipients.ListAsync(new ClicksSpec(userIds, clicks.Min(click => click.At) - within), ct))
            .ToLookup(click => click.UserId, click => click.At);
        return clicks.FindAll(click => all[click.UserId].Count(at => at <= click.At && at > click.At - within) >= times);
    }

    private async Task<Expression<Func<User, bool>>> Conditions(RuleConditions conditions, CancellationToken ct)
    {
        List<GroupCondition> ofPeople = [];
        if (conditions.DepartmentIds.Count > 0)
        {
            ofPeople.Add(new GroupCondition(GroupAttribute.Department, [.. conditions.DepartmentIds.Select(id => id.ToString())]));
        }

        if (conditions.RiskBands.Count > 0)
        {
            ofPeople.Add(new GroupCondition(GroupAttribute.RiskBand, [.. conditions.RiskBands.Select(band => band.ToString())]));
        }

        if (conditions.Languages.Count > 0)
        {
            ofPeople.Add(new GroupCondition(GroupAttribute.Language, conditions.Languages));
        }

        Expression<Func<User, bool>> meets = user => user.Status == UserStatus.Active;
        if (ofPeople.Count > 0)
        {
            meets = meets.And(await groups.Meeting(new GroupRule(ofPeople), ct));
        }

        return conditions.GroupIds.Count > 0 ? meets.And(await groups.MembersOf(conditions.GroupIds, ct)) : meets;
    }

    private sealed class PeopleSpec : Specification<User, Guid>
    {
        public PeopleSpec(IReadOnlyCollection<Guid> ids, Expression<Func<User, bool>> meets)
        {
            Query.Where(user => ids.Contains(user.Id)).Where(meets);
            Selector = user => user.Id;
        }
    }

    private sealed class ClicksSpec : Specification<Recipient, Click>
    {
        public ClicksSpec(IReadOnlyCollection<Guid> userIds, DateTimeOffset since)
        {
            Query.Where(recipient => userIds.Contains(recipient.UserId) && recipient.ClickedAt > since);
            Selector = recipient => new Click(recipient.UserId, recipient.ClickedAt!.Value);
        }
    }

    private sealed record Click(Guid UserId, DateTimeOffset At);
}
