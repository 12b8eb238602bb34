using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Application.Learning.Statistics;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class QuizStatisticsTests(ITestOutputHelper output)
{
    /// <summary>Of three questions, each person answers so many rightly; the third of them nobody does but those who know all.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task Statistics_say_what_was_answered_and_managers_see_their_own_people(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 10);
        var course = await app.AddCourse(company, new QuizRules(PassPercent: 60, Shuffle: false), questions: 3);
        var department = await app.Done(new CreateDepartmentCommand("Team", ManagerIds: [company.People[9].Id]), company.Admin);
        await app.Done(new UpdateUserCommand(company.People[3].Id, new UserChanges(DepartmentId: department)), company.Admin);
        int[] right = [0, 1, 1, 2, 2, 2, 3, 3, 3];
        for (var person = 0; person < right.Length; person++)
        {
            await Answer(person, right[person]);
        }

        var nine = await Look(company.Admin);
        (nine.Attempts, nine.PassRate, nine.MeanScore, nine.MedianScore).ShouldBe((9, 0.6667, 62.67, 66.0));
        nine.Questions.ShouldAllBe(question => question.Discrimination == null);
        await Answer(person: 9, right: 0);

        var all = await Look(company.Admin);
        all.Questions.Select(question => (question.Attempts, question.Facility)).ShouldBe([(10, 0.8), (10, 0.6), (10, 0.3)]);
        all.Questions.Select(question => question.Choices.Select(choice => (choice.Choice, choice.Correct, choice.Taken)).ToArray())
            .ShouldBe([Taken(8), Taken(6), Taken(3)], new TakenComparer());
        all.Questions.Select(question => question.MeanSeconds).ShouldBe([20.0, 20.0, 20.0]);
        double[][] items = [.. Enumerable.Range(0, 3).Select(item => right.Append(0).Select(count => count > item ? 1.0 : 0).ToArray())];
        for (var item = 0; item < 3; item++)
        {
            double[] rest = [.. right.Append(0).Select((count, person) => (count - items[item][person]) / 2)];
            all.Questions[item].Discrimination!.Value.ShouldBe(Correlation(items[item], rest), 0.0001);
        }

        (await Look(new Actor(company.People[9].Id, company.Id, Role.Manager))).ShouldSatisfyAllConditions(
            own => own.Attempts.ShouldBe(1), own => own.MedianScore.ShouldBe(66), own => own.Questions[0].Choices[0].Taken.ShouldBe(1));
        (await app.Done(new GetQuizStatisticsQuery(course.QuizId, department), company.Admin)).Attempts.ShouldBe(1);

        async Task Answer(int person, int right)
        {
            var (learner, enrollment) = (company.Learner(person), await app.Enroll(company, course.Id, person));
            var attempt = await app.Done(new GetAttemptQuery(await app.Done(new StartAttemptCommand(enrollment, course.QuizId), learner)), learner);
            foreach (var (question, index) in attempt.Questions.Select((question, index) => (question, index)))
            {
                app.Clock.Advance(TimeSpan.FromSeconds(20));
                await app.Done(new SaveAnswersCommand(attempt.Id, [new AnswerInput(question.Id, IsTrue: index < right)]), learner);
            }

            await app.Done(new SubmitAttemptCommand(attempt.Id), learner);
        }

        Task<QuizStatistics> Look(Actor actor) => app.Done(new GetQuizStatisticsQuery(course.QuizId), actor);

        static (string Choice, bool? Correct, int Taken)[] Taken(int rightly) => [("true", true, rightly), ("false", false, 10 - rightly)];
    }

    /// <summary>10,000 attempts of ten questions each, added up within a second.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task Statistics_of_ten_thousand_attempts_are_quick(DatabaseProvider provider)
    {
        const int Questions = 10;
        var attempts = ProofSize.Of(inSuite: 1_000, full: 10_000);
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var course = await app.AddCourse(company, questions: Questions);
        var enrollment = await app.Enroll(company, course.Id, person: 0);
        var (now, random) = (app.Clock.GetUtcNow(), new Random(4711));
        var place = new AttemptPlace(company.Id, enrollment, company.People[0].Id, course.Quiz);
        QuizAttempt? former = null;
        for (var portion = 0; portion < attempts / 500; portion++)
        {
            former = await app.InDatabase(company.Id, async (_, db) =>
            {
                var (revision, latest) = (await db.QuizRevisions.SingleAsync(row => row.QuizId == course.QuizId), former);
                for (var number = 0; number < 500; number++)
                {
                    latest = QuizAttempt.Start(place, revision, latest, now).Value;
                    latest.Save([.. latest.Questions.Select(question => new Answer(question.Id, IsTrue: random.Next(3) > 0))], now);
                    latest.Submit(now);
                    db.Add(latest);
                }

                await db.SaveChangesAsync();
                return latest;
            });
        }

        await app.Done(new GetQuizStatisticsQuery(course.QuizId), company.Admin);
        var watch = Stopwatch.StartNew();
        var statistics = await app.Done(new GetQuizStatisticsQuery(course.QuizId), company.Admin);
        output.WriteLine($"{provider}: statistics of {attempts} attempts in {watch.ElapsedMilliseconds} ms");

        (statistics.Attempts, statistics.Questions.Count).ShouldBe((attempts, Questions));
        statistics.Questions.ShouldAllBe(question => question.Choices.Sum(choice => choice.Taken) == attempts);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private static double Correlation(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var together = x.Zip(y, (left, right) => (left - meanX) * (right - meanY)).Sum();
        return together / Math.Sqrt(x.Sum(left => (left - meanX) * (left - meanX)) * y.Sum(right => (right - meanY) * (right - meanY)));
    }

    private sealed class TakenComparer : IEqualityComparer<(string Choice, bool? Correct, int Taken)[]>
    {
        public bool Equals((string Choice, bool? Correct, int Taken)[]? x, (string Choice, bool? Correct, int Taken)[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode((string Choice, bool? Correct, int Taken)[] obj) => obj.Length;
    }
}
