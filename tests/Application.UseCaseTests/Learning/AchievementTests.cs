using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Application.UseCaseTests.Analytics;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class AchievementTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Points_are_earned_once_by_learning_and_by_reporting(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var (app, company) = (stage.App, stage.Company);
        var (learner, course) = (company.Learner(0), await app.AddCourse(company, isOpen: true));
        var id = await app.Done(new EnrollMyselfCommand(course.Id), learner);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(device =>
            app.Done(new ReportProgressCommand(id, course.Text, PositionSeconds: device, Completed: true), learner)));
        (await Points()).ShouldBe(5);
        await app.Finish(learner, id, course);

        // Three lessons, a course, all of it right, and at the first try.
        const int Once = (3 * 5) + 50 + 25 + 20;
        (await Points()).ShouldBe(Once);
        await app.Finish(learner, await app.Done(new EnrollMyselfCommand(course.Id), learner), course);
        (await Points()).ShouldBe(Once, "the same version again brings no more");

        await stage.LaunchAndDeliver();
        await stage.Send(new ReportPhishingCommand(Token: Stage.TokenIn(stage.MailTo(company.People[0]))));
        await app.UpdateRisk(company);
        await app.UpdateRisk(company);
        var achieved = await app.Done(new GetMyAchievementsQuery(), learner);
        (achieved.Points, achieved.Level, achieved.NextLevelAt).ShouldBe((Once + 30, 2, 250));
        achieved.Badges.Where(badge => badge.EarnedAt is not null).Select(badge => badge.Badge).ShouldBe(
            [Badge.FirstStep, Badge.Graduate, Badge.Flawless, Badge.WatchfulEye, Badge.AllRounder], ignoreOrder: true);
        achieved.Badges.Count.ShouldBe(Enum.GetValues<Badge>().Length);
        await app.Done(new UpdateMeCommand(Language: "de"), learner);
        (await app.Done(new GetMyAchievementsQuery(), learner)).Badges.Single(badge => badge.Badge == Badge.AllRounder).Title.ShouldBe("Vielseitig");

        await app.Done(new EraseUserCommand(company.People[0].Id), company.Admin);
        await app.Work(company, WorkKind.PersonErasure, company.People[0].Id);
        (await app.InDatabase(company.Id, (_, db) => db.PointEntries.CountAsync())).ShouldBe(0);

        async Task<int?> Points() => (await app.Done(new GetMyAchievementsQuery(), learner)).Points;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_leaderboard_shows_the_best_of_a_department_and_nobody_who_has_opted_out(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 26);
        var team = await app.Done(new CreateDepartmentCommand("Team"), company.Admin);
        var below = await app.Done(new CreateDepartmentCommand("Below", team), company.Admin);
        var other = await app.Done(new CreateDepartmentCommand("Other"), company.Admin);
        await app.InDatabase(company.Id, async (_, db) =>
        {
            await db.Users.ExecuteUpdateAsync(update => update.SetProperty(user => user.DepartmentId, team));
            await db.Users.Where(user => user.Id == company.People[1].Id).ExecuteUpdateAsync(update => update.SetProperty(user => user.DepartmentId, below));
            await db.Users.Where(user => user.Id == company.People[25].Id).ExecuteUpdateAsync(update => update.SetProperty(user => user.DepartmentId, other));
            foreach (var (person, number) in company.People.Select((person, index) => (person, index)))
            {
                // The last but one and the one before have the same.
                db.AddRange(Enumerable.Range(0, Math.Min(26 - number, 25)).Select(_ => PointEntry.Record(
                    company.Id, PointFact.Of(person.Id, PointKind.LessonCompleted, Guid.CreateVersion7(), app.Clock.GetUtcNow()))));
            }

            return await db.SaveChangesAsync();
        });

        var board = await app.Done(new GetLeaderboardQuery(), company.Learner(24));
        (board.DepartmentId, board.Top.Count).ShouldBe((team, 20));
        board.Top.Take(3).Select(place => (place.Rank, place.FirstName, place.Points, place.Level)).ShouldBe(
            [(1, "First1", 125, 2), (1, "First2", 125, 2), (3, "First3", 120, 2)]);
        (board.Own!.Rank, board.Own.Points, board.Own.IsMe).ShouldBe((25, 10, true));
        (await app.Refused(new GetLeaderboardQuery(other), company.Learner(24))).ShouldBe("department_not_found");
        (await app.Done(new GetLeaderboardQuery(other), company.Admin)).Top.ShouldHaveSingleItem().FirstName.ShouldBe("First26");

        await app.Done(new UpdateMeCommand(AchievementsEnabled: false), company.Learner(0));
        (await app.Done(new GetMyAchievementsQuery(), company.Learner(0))).ShouldSatisfyAllConditions(
            row => row.Enabled.ShouldBeFalse(), row => row.Points.ShouldBeNull(), row => row.Badges.ShouldBeEmpty());
        (await app.Done(new GetLeaderboardQuery(), company.Learner(0))).Top.ShouldBeEmpty();
        board = await app.Done(new GetLeaderboardQuery(), company.Learner(24));
        (board.Top[0].FirstName, board.Own!.Rank).ShouldBe(("First2", 24));
        await app.Done(new DeactivateUserCommand(company.People[1].Id), company.Admin);
        (await app.Done(new GetLeaderboardQuery(), company.Learner(24))).Top[0].FirstName.ShouldBe("First3");

        await app.Done(new UpdateMeCommand(AchievementsEnabled: true), company.Learner(0));
        (await app.Done(new GetLeaderboardQuery(), company.Learner(0))).Own!.Rank.ShouldBe(1);
        await app.Done(new UpdateCompanyCommand(AchievementsEnabled: false), company.Admin);
        (await app.Done(new GetLeaderboardQuery(), company.Learner(0))).Enabled.ShouldBeFalse();
        (await app.Done(new GetMyAchievementsQuery(), company.Learner(0))).Enabled.ShouldBeFalse();
    }
}
