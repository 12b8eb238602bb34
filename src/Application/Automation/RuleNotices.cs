using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Application.Automation;

/// <summary>Writes mails by rules. One superior gets one mail of one rule for all of their people who come up together.</summary>
internal sealed class RuleNotices(IMailOutbox outbox, Superiors superiors, LearnerPage page)
{
    public void Tell(IEnumerable<RuleDeed> deeds, Company company)
    {
        foreach (var deed in deeds)
        {
            var mail = new RuleNoticeMail(deed.Rule.Trigger.Kind, deed.Action.Message, page.Url);
            outbox.Send(deed.Person, mail, company.Language);
        }
    }

    public async Task TellSuperiors(IReadOnlyCollection<RuleDeed> deeds, Company company, CancellationToken ct)
    {
        if (deeds.Count == 0)
        {
            return;
        }

        var superiorsOf = await superiors.Of([.. deeds.Select(deed => deed.Person).DistinctBy(person => person.Id)], ct);
        foreach (var deed in deeds.Where(deed => superiorsOf(deed.Person).Count == 0))
        {
            deed.Outcome = ActionOutcome.NotPossible;
        }

        var teams = deeds
            .SelectMany(deed => superiorsOf(deed.Person).Select(superior => (superior, deed)))
            .GroupBy(pair => (pair.superior, pair.deed.Rule, pair.deed.Number), pair => pair.deed.Person.FullName);
        foreach (var team in teams)
        {
            var (superior, rule, number) = team.Key;
            var names = team.Distinct(StringComparer.Ordinal).ToList();
            var shown = names.Take(TeamNoticeMail.MaxPeople).ToList();
            outbox.Send(superior, new TeamNoticeMail(rule.Trigger.Kind, shown, names.Count - shown.Count, rule.Actions[number].Message), company.Language);
        }
    }
}
