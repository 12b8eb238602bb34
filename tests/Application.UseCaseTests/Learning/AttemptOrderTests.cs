using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class AttemptOrderTests
{
    /// <summary>Rounds of random answers: once all at once, once in pieces, repeated and changed on the way, from two devices at the same time.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task The_score_is_the_same_however_the_answers_arrive(DatabaseProvider provider)
    {
        const int Rounds = 12;
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var course = await app.AddCourse(company, new QuizRules(PassPercent: 100), questions: 10);
        var (learner, random, scores) = (company.Learner(0), new Random(4711), new HashSet<int>());
        var enrollment = await app.Enroll(company, course.Id, person: 0);
        for (var round = 0; round < Rounds; round++)
        {
            var questions = (await Begin()).Questions.OrderBy(question => question.Id).ToList();
            var answers = questions.Where(_ => random.Next(5) > 0).Select(question => new AnswerInput(question.Id, IsTrue: random.Next(2) == 0)).ToList();
            var whole = await Begin();
            await app.Done(new SaveAnswersCommand(whole.Id, answers), learner);
            var expected = await Submit(whole.Id);

            var pieces = await Begin();
            var early = answers.Select(answer => answer with { IsTrue = random.Next(2) == 0 });
            await Task.WhenAll(Deal(early).Select(Send));
            await Task.WhenAll(Deal(answers.Concat(answers)).Select(Send));
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Submit(pieces.Id)));

            results.Distinct().ShouldBe([expected]);
            scores.Add(expected);

            Task Send(AnswerInput[] device) => app.Done(new SaveAnswersCommand(pieces.Id, device), learner);
        }

        scores.Count.ShouldBeGreaterThan(3);

        async Task<AttemptRow> Begin() =>
            await app.Done(new GetAttemptQuery(await app.Done(new StartAttemptCommand(enrollment, course.QuizId), learner)), learner);

        async Task<int> Submit(Guid attemptId) => (await app.Done(new SubmitAttemptCommand(attemptId), learner)).Score;

        IEnumerable<AnswerInput[]> Deal(IEnumerable<AnswerInput> answers) => answers.OrderBy(_ => random.Next()).Chunk(random.Next(1, 6)).ToList();
    }
}
