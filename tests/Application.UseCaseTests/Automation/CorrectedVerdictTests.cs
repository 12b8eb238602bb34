using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Phishing.Verdicts;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Application.UseCaseTests.Webhooks;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Automation;

public sealed class CorrectedVerdictTests
{
    private const string Scanner = "Mozilla/5.0 (compatible; Proofpoint URL Defense)";

    private static readonly RuleAction Points = new(ActionKind.AwardPoints, Points: 1);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_hit_that_turns_out_to_have_been_a_persons_is_answered_and_told_once_however_it_turned_out(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3, WebhookStage.Local);
        await stage.RunRules();
        await stage.Send(new CreateWebhookEndpointCommand("https://partner.invalid/", ["recipient.clicked"]));
        var rule = await stage.AddRule(new RuleTrigger(TriggerKind.Clicked), Points);
        var reports = await stage.AddRule(new RuleTrigger(TriggerKind.Reported), Points);
        var id = await stage.LaunchAndDeliver();
        await stage.Do(0, SimulationEventKind.Clicked, Scanner);
        await stage.HitFrom(stage.Company.People[1], SimulationEventKind.Clicked, "203.0.113.9", Scanner);

        // Long after the rules have looked at that time.
        stage.App.Clock.Advance(TimeSpan.FromHours(3));
        await stage.RunRules();
        (await stage.Actions(rule)).ShouldBeEmpty();

        var hit = (await Hits(stage, id)).Single(row => row.Email == stage.Company.People[0].Email);
        foreach (var verdict in (Verdict[])[Verdict.Human, Verdict.Scanner, Verdict.Human])
        {
            await stage.Send(new ReclassifyHitCommand(id, hit.Id, verdict));
        }

        (await stage.Actions(rule)).ShouldBe([(0, ActionKind.AwardPoints, ActionOutcome.Done)]);
        var ours = await stage.Send(new CreateVerdictRuleCommand(Verdict.Human, AddressRange: "203.0.113.0/24"));
        await stage.Send(new ApplyVerdictRuleCommand(ours));
        await Eventually.Get(() => stage.Send(new GetVerdictRuleQuery(ours)), row => row.Application == RuleApplication.Completed);
        await stage.RunRules();

        (await stage.Actions(rule)).ShouldBe([(0, ActionKind.AwardPoints, ActionOutcome.Done), (1, ActionKind.AwardPoints, ActionOutcome.Done)], ignoreOrder: true);
        (await stage.Actions(reports)).ShouldBeEmpty();
        var told = await stage.App.InDatabase(stage.Company.Id, (_, db) => db.WebhookDeliveries.Select(delivery => delivery.UserId).ToListAsync());
        told.ShouldBe([stage.Company.People[0].Id, stage.Company.People[1].Id], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_happened_before_a_rule_was_made_is_none_of_its_business_whenever_it_is_judged(DatabaseProvider provider)
    {
        await using var stage = await RuleStage.OpenWithFeed(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        await stage.Do(0, SimulationEventKind.Clicked, Scanner);
        stage.App.Clock.Advance(TimeSpan.FromMinutes(1));
        var rule = await stage.AddRule(new RuleTrigger(TriggerKind.Clicked), Points);

        await stage.Send(new ReclassifyHitCommand(id, (await Hits(stage, id)).Single().Id, Verdict.Human));
        (await stage.Actions(rule)).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<HitRow>> Hits(Stage stage, Guid id) =>
        (await stage.Send(new GetSimulationHitsQuery(id, Cursor: null, Limit: 200))).Items;
}
