using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Application.Learning.QuestionBank;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Application.Learning.Regrading;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class RegradingTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_corrected_key_lifts_who_was_wronged_and_takes_nothing_from_anybody(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 4);
        var course = await app.AddCourse(company, new QuizRules(MaxAttempts: 1, Shuffle: false));
        var ids = new List<Guid>();
        for (var person = 0; person < 4; person++)
        {
            ids.Add(await app.Enroll(company, course.Id, person));
            await app.Done(new ReportProgressCommand(ids[person], course.Text, PositionSeconds: null, Completed: true), company.Learner(person));
            await app.Done(new SubmitExerciseCommand(ids[person], course.Exercise, ["hurry", "from"]), company.Learner(person));
        }

        // The second question's key is wrong: who answers it rightly fails, and has no attempt left.
        (await app.Try(company.Learner(0), ids[0], course.QuizId, right: 1)).Passed.ShouldBeFalse();
        (await app.Try(company.Learner(1), ids[1], course.QuizId, right: 2)).Passed.ShouldBeTrue();
        var open = await app.Done(new StartAttemptCommand(ids[2], course.QuizId), company.Learner(2));
        (await Look(0)).Status.ShouldBe(EnrollmentStatus.Failed);

        var question = (await app.Done(new GetQuizQuery(course.QuizId), company.Admin)).Questions[1].Id;
        (await app.Refused(new CorrectQuestionCommand(course.QuizId, question, new KeyInput(Accepted: ["no"])), company.Admin)).ShouldBe("key_unfit");
        var id = await app.Done(new CorrectQuestionCommand(course.QuizId, question, new KeyInput(IsTrue: false)), company.Admin);
        (await app.Done(new GetRegradingQuery(course.QuizId, id), company.Admin)).ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(RegradingStatus.Queued), state => state.Total.ShouldBe(3));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var look = 0; look < 2; look++)
        {
            (await app.Work(company, WorkKind.QuizRegrading, id)).IsDone.ShouldBeTrue();
        }

        var done = await app.Done(new GetRegradingQuery(course.QuizId, id), company.Admin);
        (done.Status, done.Progress, done.Seen, done.Raised, done.Lowered).ShouldBe((RegradingStatus.Completed, 100, 3, 1, 1));

        var lifted = await Look(0);
        (lifted.Status, lifted.Score, lifted.CompletedAt).ShouldBe((EnrollmentStatus.Completed, 100, app.Clock.GetUtcNow()));
        (await app.Done(new ListMyCertificatesQuery(), company.Learner(0))).Items.Single().Score.ShouldBe(100);
        var kept = await Look(1);
        (kept.Status, kept.Score).ShouldBe((EnrollmentStatus.Completed, 100));
        var fallen = await Attempt(1);
        (fallen.Score, fallen.IsPassed).ShouldBe((50, true));
        fallen.FormerResults.ShouldBe([new FormerResult(100, IsPassed: true, app.Clock.GetUtcNow())]);
        var raised = await Attempt(0);
        (raised.Score, raised.IsPassed, raised.FormerResults.Single().Score).ShouldBe((100, true, 50));

        // Who was in the middle of it, and who begins only now, is graded by the corrected key.
        await AnswerTrueFalse(open, person: 2);
        var later = await app.Done(new StartAttemptCommand(ids[3], course.QuizId), company.Learner(3));
        await AnswerTrueFalse(later, person: 3);
        (await app.Done(new GetQuizQuery(course.QuizId), company.Admin)).Questions[1].IsTrue.ShouldBe(false);

        async Task AnswerTrueFalse(Guid attemptId, int person)
        {
            var asked = (await app.Done(new GetAttemptQuery(attemptId), company.Learner(person))).Questions;
            await app.Done(
                new SaveAnswersCommand(attemptId, [.. asked.Select(entry => new AnswerInput(entry.Id, IsTrue: entry.Id != question))]), company.Learner(person));
            (await app.Done(new SubmitAttemptCommand(attemptId), company.Learner(person))).Score.ShouldBe(100);
        }

        Task<EnrollmentRow> Look(int person) => app.Done(new GetEnrollmentQuery(ids[person]), company.Learner(person));

        Task<QuizAttempt> Attempt(int person) =>
            app.InDatabase(company.Id, (_, db) => db.QuizAttempts.SingleAsync(row => row.EnrollmentId == ids[person]));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_was_asked_something_else_keeps_what_it_brought(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var course = await app.AddCourse(company);
        var before = await app.Enroll(company, course.Id, person: 0);
        (await app.Try(company.Learner(0), before, course.QuizId, right: 2)).Passed.ShouldBeTrue();

        var question = (await app.Done(new GetQuizQuery(course.QuizId), company.Admin)).Questions[1].Id;
        var rewritten = new QuestionInput(QuestionKind.TrueFalse, "The opposite?", Answer: true);
        await app.Done(new ReplaceQuestionCommand(course.QuizId, question, rewritten), company.Admin);
        await app.Done(new PublishCourseCommand(course.Id), company.Admin);
        var after = await app.Enroll(company, course.Id, person: 1);
        await app.Try(company.Learner(1), after, course.QuizId, right: 2);

        var id = await app.Done(new CorrectQuestionCommand(course.QuizId, question, new KeyInput(IsTrue: false)), company.Admin);
        (await app.Work(company, WorkKind.QuizRegrading, id)).IsDone.ShouldBeTrue();

        (await Score(before)).ShouldBe(100);
        (await Score(after)).ShouldBe(50);

        Task<int?> Score(Guid enrollmentId) => app.InDatabase(
            company.Id, (_, db) => db.QuizAttempts.Where(row => row.EnrollmentId == enrollmentId).Select(row => (int?)row.Score).SingleAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_single_choice_with_a_corrected_key_goes_from_company_to_company(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var (giver, taker) = (await app.AddCompany(), await app.AddCompany());
        var course = await app.AddCourse(giver);
        var input = new QuestionInput(QuestionKind.SingleChoice, "Which?", Choices: [new ChoiceInput("A", Correct: true), new ChoiceInput("B"), new ChoiceInput("C")]);
        var question = await app.Done(new AddQuestionCommand(course.QuizId, input), giver.Admin);
        var choices = (await app.Done(new GetQuizQuery(course.QuizId), giver.Admin)).Questions[2].Choices!.Select(choice => choice.Id).ToList();
        await app.Done(new CorrectQuestionCommand(course.QuizId, question, new KeyInput(Choices: choices[..2])), giver.Admin);

        var archive = new MemoryStream();
        await app.Services.GetRequiredService<ICoursePackages>().Write(
            await app.Done(new ExportCourseQuery(course.Id), giver.Admin), archive, CancellationToken.None);
        await app.Done(new ImportCourseCommand(archive), taker.Admin);

        var two = input with { Choices = [new ChoiceInput("A", Correct: true), new ChoiceInput("B", Correct: true)] };
        var none = input with { Choices = [new ChoiceInput("A"), new ChoiceInput("B")] };
        await app.Done(new ReplaceQuestionCommand(course.QuizId, question, two), giver.Admin);
        (await app.Refused(new ReplaceQuestionCommand(course.QuizId, question, none), giver.Admin)).ShouldBe("validation_failed");
        (await app.Refused(new AddQuestionCommand(course.QuizId, two), giver.Admin)).ShouldBe("validation_failed");
        (await app.Refused(new CreateBankQuestionCommand(new BankQuestionInput(two)), giver.Admin)).ShouldBe("validation_failed");
    }
}
