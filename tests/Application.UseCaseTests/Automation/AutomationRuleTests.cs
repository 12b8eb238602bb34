using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Automation;
using SecurityTraining.Application.Automation.Rules;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Automation;

public sealed class AutomationRuleTests
{
    private static readonly RuleTrigger Clicked = new(TriggerKind.Clicked);

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_clicks_is_enrolled_told_and_awarded_once_however_often_and_by_how_many_it_is_looked_at(DatabaseProvider provider)
    {
        await using var stage = await RuleStage.OpenWithFeed(provider, people: 4);
        var (app, company) = (stage.App, stage.Company);
        var course = await app.AddCourse(company);
        await app.Enroll(company, course.Id, person: 1);
        await Led(stage, person: 0, by: 3);
        await Led(stage, person: 1, by: 3);
        var rule = await stage.Send(new CreateAutomationRuleCommand(
            "Clickers learn",
            Clicked,
            [
                new RuleAction(ActionKind.Enroll, CourseId: course.Id, DueDays: 14),
                new RuleAction(ActionKind.NotifyPerson, Message: "No harm done."),
                new RuleAction(ActionKind.NotifyManager),
                new RuleAction(ActionKind.AwardPoints, Points: 7),
            ]));
        await stage.Click(0, 1, 0);
        await stage.Do(2, SimulationEventKind.Clicked, userAgent: "Mozilla/5.0 (compatible; Proofpoint URL Defense)");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => stage.RunRules()));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.RunRules();

        (await stage.Actions(rule)).OrderBy(action => (action.Person, action.Kind)).ShouldBe(
        [
            (0, ActionKind.Enroll, ActionOutcome.Done),
            (0, ActionKind.NotifyPerson, ActionOutcome.Done),
            (0, ActionKind.NotifyManager, ActionOutcome.Done),
            (0, ActionKind.AwardPoints, ActionOutcome.Done),
            (1, ActionKind.Enroll, ActionOutcome.NotNeeded),
            (1, ActionKind.NotifyPerson, ActionOutcome.Done),
            (1, ActionKind.NotifyManager, ActionOutcome.Done),
            (1, ActionKind.AwardPoints, ActionOutcome.Done),
        ]);
        var enrollments = (await stage.Send(new ListEnrollmentsQuery(CourseId: course.Id))).Items;
        enrollments.Count.ShouldBe(2);
        var enrollment = enrollments.Single(row => row.UserId == company.People[0].Id);
        (enrollment.DueAt, enrollment.Mandatory).ShouldBe((enrollment.AssignedAt.AddDays(14), true));
        (await stage.Mails("person1@example.com")).ShouldBe(["That was an exercise"]);
        (await stage.Mails("person4@example.com")).ShouldBe(["A note about your team"], "one mail about both");
        (await app.InDatabase(company.Id, (_, db) => db.PointEntries.Where(entry => entry.Kind == PointKind.Awarded).Select(entry => entry.Points).ToListAsync()))
            .ShouldBe([7, 7]);
        var newest = await stage.Send(new ListAutomationActionsQuery(UserId: company.People[0].Id, Limit: 1));
        newest.NextCursor.ShouldNotBeNull();
        var action = newest.Items.ShouldHaveSingleItem();
        var recipient = await app.InDatabase(company.Id, (_, db) => db.Recipients.SingleAsync(row => row.UserId == company.People[0].Id));
        (action.Trigger, action.EventId, action.EventAt).ShouldBe((TriggerKind.Clicked, recipient.Id, recipient.ClickedAt!.Value));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Rules_that_send_people_from_group_to_group_come_to_an_end(DatabaseProvider provider)
    {
        await using var stage = await RuleStage.OpenWithFeed(provider, people: 2);
        var first = await stage.Send(new CreateGroupCommand("First"));
        var second = await stage.Send(new CreateGroupCommand("Second"));
        await stage.AddRule(new RuleTrigger(TriggerKind.JoinedGroup, GroupId: first), new RuleAction(ActionKind.AddToGroup, GroupId: second));
        await stage.AddRule(new RuleTrigger(TriggerKind.JoinedGroup, GroupId: second), new RuleAction(ActionKind.AddToGroup, GroupId: first));
        stage.App.Clock.Advance(TimeSpan.FromSeconds(5));
        await stage.Send(new AddGroupMemberCommand(first, stage.Company.People[1].Id));

        for (var look = 0; look < 5; look++)
        {
            await stage.RunRules();
            stage.App.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        (await stage.Actions()).ShouldBe([(1, ActionKind.AddToGroup, ActionOutcome.Done), (1, ActionKind.AddToGroup, ActionOutcome.NotNeeded)]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Conditions_repetition_and_cooldown_decide_whom_a_rule_is_for(DatabaseProvider provider)
    {
        await using var stage = await RuleStage.OpenWithFeed(provider, people: 4);
        var notify = new RuleAction(ActionKind.NotifyPerson);
        await stage.Arrange(db => db.Users.Where(user => user.Id == stage.Company.People[1].Id)
            .ExecuteUpdateAsync(update => update.SetProperty(user => user.Language, "de")));
        var german = await stage.AddRule(Clicked, notify, new RuleConditionsInput(Languages: ["de"], RiskBands: [RiskBand.Medium]));
        var hard = await stage.AddRule(Clicked, notify, new RuleConditionsInput(Difficulties: [Difficulty.Least]));
        var again = await stage.AddRule(new RuleTrigger(TriggerKind.Repeated, Times: 2, WithinDays: 30), notify);
        var seldom = await stage.AddRule(Clicked, notify, cooldownDays: 20);
        await stage.Click(0, 1);
        await stage.RunRules();
        await LetPass(stage, TimeSpan.FromDays(15));
        await stage.Click(0);
        await stage.RunRules();
        await LetPass(stage, TimeSpan.FromDays(40));
        await stage.Click(0, 2);
        await stage.RunRules();

        (await People(german)).ShouldBe([1]);
        (await People(hard)).ShouldBeEmpty();
        (await People(again)).ShouldBe([0], "twice within thirty days, and not a third time");
        (await People(seldom)).Order().ToArray().ShouldBe([0, 0, 1, 2], "not by the click that followed too soon");
        var trial = await stage.Send(new TryAutomationRuleQuery(seldom));
        (trial.Events, trial.People, trial.Complete).ShouldBe((2, 2, true));
        trial.Items.Select(hit => hit.FirstName).Order(StringComparer.Ordinal).ShouldBe(["First1", "First3"]);

        async Task<IEnumerable<int>> People(Guid rule) => (await stage.Actions(rule)).Select(action => action.Person);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Failed_quizzes_and_overdue_courses_are_answered_and_nothing_from_before_the_rule(DatabaseProvider provider)
    {
        await using var stage = await RuleStage.OpenWithFeed(provider, people: 3);
        var (app, company) = (stage.App, stage.Company);
        var course = await app.AddCourse(company);
        var other = await app.AddCourse(company);
        await app.Try(company.Learner(1), await app.Enroll(company, course.Id, person: 1), course.QuizId, right: 0);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var failed = await stage.AddRule(new RuleTrigger(TriggerKind.QuizFailed, CourseId: course.Id), new RuleAction(ActionKind.Enroll, CourseId: other.Id));
        var late = await stage.AddRule(new RuleTrigger(TriggerKind.CourseOverdue), new RuleAction(ActionKind.NotifyManager));
        await Led(stage, person: 0, by: 2);
        var enrollment = await app.Enroll(company, course.Id, person: 0, dueDays: 3);
        await app.Try(company.Learner(0), enrollment, course.QuizId, right: 0);
        await stage.RunRules();
        (await stage.Actions(failed)).ShouldBe([(0, ActionKind.Enroll, ActionOutcome.Done)]);

        await LetPass(stage, TimeSpan.FromDays(4));
        await stage.RunRules();
        await stage.RunRules();

        (await stage.Actions(late)).ShouldBe([(0, ActionKind.NotifyManager, ActionOutcome.Done)]);
        (await stage.Mails("person3@example.com")).ShouldBe(["A note about your team"]);
        await stage.Send(new UpdateAutomationRuleCommand(late, new AutomationRuleChanges(Enabled: false)));
        await stage.Send(new DeleteAutomationRuleCommand(failed));
        (await stage.Actions(failed)).Count.ShouldBe(1, "what has been done stays");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_lets_a_rule_do_what_they_may_not_do_themselves(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var course = await app.AddCourse(company);
        var byRule = await app.Done(new CreateGroupCommand("All", Rule: new GroupRule([new GroupCondition(GroupAttribute.Role, ["employee"])])), company.Admin);
        var key = Actor.Machine(company.Id, Permission.ManagePhishing, Permission.ReadPhishing);
        (await app.Refused(Rule(new RuleAction(ActionKind.Enroll, CourseId: course.Id)), key)).ShouldBe("automation_beyond_own");
        (await app.Refused(Rule(new RuleAction(ActionKind.NotifyPerson)) with { Conditions = new RuleConditionsInput(RiskBands: [RiskBand.High]) }, key))
            .ShouldBe("automation_beyond_own");
        await app.Done(Rule(new RuleAction(ActionKind.NotifyPerson)), key);
        (await app.Refused(Rule(new RuleAction(ActionKind.AddToGroup, GroupId: byRule)), company.Admin)).ShouldBe("automation_group_by_rule");
        (await app.Refused(Rule(new RuleAction(ActionKind.Enroll)), company.Admin)).ShouldBe("validation_failed");
        (await app.Refused(Rule(new RuleAction(ActionKind.NotifyPerson, Message: "See https://example.com")), company.Admin)).ShouldBe("validation_failed");

        static CreateAutomationRuleCommand Rule(RuleAction action) => new("Rule", Clicked, [action]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_rules_have_done_to_somebody_is_handed_out_and_goes_with_them(DatabaseProvider provider)
    {
        await using var stage = await RuleStage.OpenWithFeed(provider, people: 2);
        await stage.AddRule(Clicked, new RuleAction(ActionKind.NotifyPerson));
        await stage.Click(0, 1);
        await stage.RunRules();
        var person = stage.Company.People[0].Id;
        var known = await stage.App.InScope(stage.Company.Admin, async sender =>
            await (await sender.Send(new GetPersonalDataQuery(person))).Value.AutomationActions.ToListAsync());
        known.ShouldHaveSingleItem().RuleName.ShouldBe("On Clicked");

        await stage.Send(new EraseUserCommand(person));
        await Eventually.Get(() => stage.App.InDatabase(stage.Company.Id, (_, db) => db.AutomationActions.CountAsync()), count => count == 1);
    }

    private static Task Led(Stage stage, int person, int by) => stage.Arrange(db => db.Users.Where(user => user.Id == stage.Company.People[person].Id)
        .ExecuteUpdateAsync(update => update.SetProperty(user => user.ManagerEmail, stage.Company.People[by].Email)));

    private static async Task LetPass(Stage stage, TimeSpan time)
    {
        // Whoever is at work would lose their lease.
        await Eventually.Get(
            () => stage.App.InDatabase(stage.Company.Id, (_, db) => db.WorkItems.CountAsync(item => item.LeaseId != null)), leased => leased == 0);
        stage.App.Clock.Advance(time);
    }
}
