using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Automation;

/// <summary>Does what rules say, for many events at once, and writes down what became of it.</summary>
internal sealed class RuleDeeds(
    IRepository<User> users,
    IRepository<Company> companies,
    IRepository<AutomationAction> actions,
    RuleEnrollments enrollments,
    RuleMemberships memberships,
    RuleNotices notices,
    PointLedger points,
    ITenant tenant,
    TimeProvider clock)
{
    public async Task Do(IReadOnlyList<RuleHit> hits, CancellationToken ct)
    {
        if (hits.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var company = (await companies.GetByIdAsync(tenant.CompanyId!.Value, ct))!;
        var userIds = hits.Select(hit => hit.Occurrence.UserId).Distinct().ToList();
        var people = (await users.ListAsync(new IdsSpec<User>(userIds), ct)).ToDictionary(user => user.Id);
        var deeds = hits
            .SelectMany(hit => hit.Rule.Actions.Select((_, number) => new RuleDeed(hit.Rule, number, hit.Occurrence, people[hit.Occurrence.UserId])))
            .ToList();
        await enrollments.Do(Of(ActionKind.Enroll), company, now, ct);
        await memberships.Do(Of(ActionKind.AddToGroup), now, ct);
        notices.Tell(Of(ActionKind.NotifyPerson), company);
        await notices.TellSuperiors(Of(ActionKind.NotifyManager), company, ct);

        var awarded = new List<PointFact>();
        foreach (var deed in deeds)
        {
            var row = AutomationAction.Record(deed.Rule, deed.Number, deed.Occurrence, deed.Outcome, now);
            actions.Add(row);
            if (deed.Action.Points is { } number)
            {
                awarded.Add(new PointFact(deed.Person.Id, PointKind.Awarded, row.Id, number, now));
            }
        }

        await points.Add(awarded, ct);

        List<RuleDeed> Of(ActionKind kind) => deeds.FindAll(deed => deed.Action.Kind == kind);
    }
}

/// <summary>One action that is to be done for one person.</summary>
internal sealed class RuleDeed(AutomationRule rule, int number, Occurrence occurrence, User person)
{
    public AutomationRule Rule => rule;

    public int Number => number;

    public RuleAction Action => rule.Actions[number];

    public Occurrence Occurrence => occurrence;

    public User Person => person;

    public ActionOutcome Outcome { get; set; }
}
