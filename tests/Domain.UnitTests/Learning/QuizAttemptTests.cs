using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class QuizAttemptTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <summary>500 attempts: one device that sends everything at once, and several that send pieces in any order, some of them twice, after others.</summary>
    [Fact]
    public void The_score_is_the_same_however_the_answers_arrive()
    {
        var random = new Random(4711);
        var scores = new HashSet<int?>();
        for (var round = 0; round < 500; round++)
        {
            var revision = Revision(new QuizRules(PassPercent: 60));
            var answers = revision.Questions.Where(_ => random.Next(5) > 0).Select(question => Random(question, random)).ToList();
            var whole = Start(revision);
            whole.Save(answers, Now).IsError.ShouldBeFalse();
            var pieces = Start(revision);
            pieces.Save([.. answers.Select(answer => Random(revision.Find(answer.QuestionId)!, random))], Now).IsError.ShouldBeFalse();
            foreach (var piece in answers.Concat(answers.Where(_ => random.Next(2) == 0)).OrderBy(_ => random.Next()).Chunk(random.Next(1, 4)))
            {
                pieces.Save(piece, Now).IsError.ShouldBeFalse();
            }

            whole.Submit(Now).ShouldBeTrue();
            pieces.Submit(Now).ShouldBeTrue();
            pieces.Submit(Now.AddHours(1)).ShouldBeFalse();

            (pieces.Score, pieces.IsPassed, pieces.SubmittedAt).ShouldBe((whole.Score, whole.IsPassed, Now));
            pieces.Results.OrderBy(result => result.QuestionId).ShouldBe(whole.Results.OrderBy(result => result.QuestionId));
            scores.Add(whole.Score);
        }

        scores.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_solution_earns_everything()
    {
        var attempt = Start(Revision(new QuizRules()));
        attempt.Save([.. attempt.Questions.Select(question => question.Solution())], Now);
        attempt.Submit(Now);

        (attempt.Score, attempt.IsPassed).ShouldBe((100, true));
    }

    [Fact]
    public void Each_attempt_draws_and_shuffles_for_itself()
    {
        var revision = Revision(new QuizRules(Draw: 3));
        var attempts = Enumerable.Range(0, 40).Select(_ => Start(revision)).ToList();

        attempts.ShouldAllBe(attempt => attempt.Questions.Count == 3 && attempt.Questions.Distinct().Count() == 3);
        attempts.Select(attempt => string.Join(' ', attempt.Questions.Select(question => question.Id))).Distinct().Count().ShouldBeGreaterThan(10);
        attempts.SelectMany(attempt => attempt.Questions).Select(question => question.Id).Distinct().Count().ShouldBe(revision.Questions.Count);
    }

    [Fact]
    public void Attempts_are_counted_and_wait_for_each_other()
    {
        var revision = Revision(new QuizRules(MaxAttempts: 2, WaitMinutes: 30, Feedback: FeedbackTiming.AfterLastAttempt));
        var first = Start(revision);
        first.Submit(Now);
        (first.IsLast, first.ShowsFeedback).ShouldBe((false, false));

        QuizAttempt.Start(Place(), revision, first, Now.AddMinutes(29)).FirstError.Code.ShouldBe("attempt_too_soon");
        var second = QuizAttempt.Start(Place(), revision, first, Now.AddMinutes(30)).Value;
        second.ShowsFeedback.ShouldBeFalse();
        second.Submit(Now.AddMinutes(31));
        (second.Number, second.IsLast, second.ShowsFeedback).ShouldBe((2, true, true));
        QuizAttempt.Start(Place(), revision, second, Now.AddDays(1)).FirstError.ShouldBe(AttemptErrors.NoneLeft);
    }

    [Fact]
    public void After_its_time_only_what_was_there_before_counts()
    {
        var attempt = Start(Revision(new QuizRules(TimeLimitMinutes: 10)));
        var solved = attempt.Questions.Select(question => question.Solution()).ToList();
        attempt.Save(solved[..1], Now.AddMinutes(10) + QuizAttempt.Grace).IsError.ShouldBeFalse();
        attempt.Save(solved, Now.AddMinutes(11)).FirstError.ShouldBe(AttemptErrors.TimeOver);

        attempt.Submit(Now.AddHours(1));
        (attempt.Status, attempt.SubmittedAt, attempt.Answers.Count).ShouldBe((AttemptStatus.Expired, Now.AddMinutes(10), 1));
    }

    private static Answer Random(Question question, Random random) => random.Next(2) == 0 ? question.Solution() : question.Kind switch
    {
        QuestionKind.TrueFalse => new Answer(question.Id, IsTrue: false),
        QuestionKind.Matching => new Answer(question.Id, Matches: [new Match(question.Pairs[0].LeftId, question.Pairs[0].RightId)]),
        QuestionKind.ShortText => new Answer(question.Id, Text: "wrong"),
        _ => new Answer(question.Id, ChoiceIds: [question.Choices[random.Next(question.Choices.Count)].Id]),
    };

    private static QuizAttempt Start(QuizRevision revision) => QuizAttempt.Start(Place(), revision, former: null, Now).Value;

    private static AttemptPlace Place() => new(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());

    private static QuizRevision Revision(QuizRules rules)
    {
        var quiz = Quiz.Create(Guid.CreateVersion7(), "Quiz", "en", rules, Now);
        foreach (var kind in Enum.GetValues<QuestionKind>())
        {
            quiz.Add(Ask(kind), Now).IsError.ShouldBeFalse();
        }

        return quiz.Freeze(Now)!;
    }

    private static Question Ask(QuestionKind kind) => new(
        Guid.CreateVersion7(),
        kind,
        kind.ToString(),
        Points: 2,
        kind is QuestionKind.SingleChoice or QuestionKind.MultipleChoice or QuestionKind.Ordering
            ? [.. Enumerable.Range(0, 3).Select(index => new Choice(
                Guid.CreateVersion7(), $"{index}", index == 0 || kind == QuestionKind.Ordering || (index == 1 && kind == QuestionKind.MultipleChoice), Feedback: null))]
            : [],
        kind == QuestionKind.Matching
            ? [.. Enumerable.Range(0, 3).Select(index => new Pair(Guid.CreateVersion7(), $"l{index}", Guid.CreateVersion7(), $"r{index}"))]
            : [],
        kind == QuestionKind.ShortText ? ["right"] : [],
        kind == QuestionKind.TrueFalse ? true : null,
        PartialCredit: true,
        Explanation: null,
        Tags: []);
}
