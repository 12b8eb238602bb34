using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Automation;
using SecurityTraining.Application.Automation.Rules;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Application.UseCaseTests.Automation;

/// <summary>A company with rules, and mails to click on.</summary>
internal static class RuleStage
{
    public static async Task<Stage> OpenWithFeed(DatabaseProvider provider, int people)
    {
        var stage = await Stage.Open(provider, people);
        await stage.RunRules();
        return stage;
    }

    public static Task<Guid> AddRule(this Stage stage, RuleTrigger trigger, RuleAction action, RuleConditionsInput? conditions = null, int cooldownDays = 0) =>
        stage.Send(new CreateAutomationRuleCommand($"On {trigger.Kind}", trigger, [action], conditions, cooldownDays));

    /// <summary>What the queue does when the company's item is due.</summary>
    public static async Task RunRules(this Stage stage)
    {
        var outcome = await stage.App.Work(stage.Company, WorkKind.Automation, stage.Company.Id);
        (outcome.IsDone, outcome.Error).ShouldBe((false, null));
    }

    /// <summary>Sends a mail to everybody and lets some of them click.</summary>
    public static async Task Click(this Stage stage, params int[] people)
    {
        await stage.LaunchAndDeliver();
        foreach (var person in people)
        {
            await stage.Do(person, SimulationEventKind.Clicked);
        }
    }

    /// <summary>With the last lure that the person has got.</summary>
    public static async Task Do(this Stage stage, int person, SimulationEventKind kind, string? userAgent = Stage.Browser)
    {
        var address = stage.Company.People[person].Email;
        var lure = stage.Post.Accepted.Last(mail => mail.To.Address == address && mail.Text.Contains("/t/", StringComparison.Ordinal));
        await stage.Hit(stage.Tokens.Read(TrackingPurpose.Link, Stage.TokenIn(lure))!, kind, userAgent);
    }

    public static Task<string[]> Mails(this Stage stage, string address) => stage.App.InDatabase(stage.Company.Id, (_, db) =>
        db.OutgoingMails.Where(mail => mail.ToAddress == address).OrderBy(mail => mail.Id).Select(mail => mail.Subject).ToArrayAsync());

    /// <summary>Oldest first: which person, and what became of it.</summary>
    public static async Task<IReadOnlyList<(int Person, ActionKind Kind, ActionOutcome Outcome)>> Actions(this Stage stage, Guid? ruleId = null)
    {
        var page = await stage.Send(new ListAutomationActionsQuery(RuleId: ruleId, Limit: 200));
        return
        [
            .. page.Items.Reverse().Select(row => (stage.Company.People.ToList().FindIndex(person => person.Id == row.UserId), row.Kind, row.Outcome)),
        ];
    }
}
