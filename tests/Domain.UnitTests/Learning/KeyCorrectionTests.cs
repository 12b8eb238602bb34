using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class KeyCorrectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7())];

    private static readonly Question Asked = new(
        Ids[0], QuestionKind.TrueFalse, "Is it safe?", Points: 1, Choices: [], Pairs: [], Accepted: [], IsTrue: true, PartialCredit: false, Explanation: null, Tags: []);

    [Fact]
    public void A_version_that_asked_something_else_keeps_its_key()
    {
        var quiz = Quiz.Create(Ids[1], "Quiz", "en", new QuizRules(), Now);
        quiz.Add(Asked, Now);
        var first = quiz.Freeze(Now)!;
        var rewritten = Asked with { Text = "Is it dangerous?", Points = 2 };
        quiz.Change(rewritten, Now);
        var second = quiz.Freeze(Now)!;

        first.Correct(rewritten, new KeyCorrection(IsTrue: false), Now).FirstError.ShouldBe(QuizErrors.QuestionNotFound);

        first.SuccessorId.ShouldBeNull();
        second.Correct(rewritten with { Points = 1 }, new KeyCorrection(IsTrue: false), Now).Value.Find(Asked.Id)!.IsTrue.ShouldBe(false);
    }

    [Fact]
    public void A_question_of_the_bank_that_has_been_rewritten_keeps_its_key()
    {
        var kept = BankQuestion.Of(Ids[1], "en", Asked, Now);
        var key = new KeyCorrection(IsTrue: false);

        kept.Correct(Asked with { Text = "Is it dangerous?" }, key, Now);
        kept.Question.IsTrue.ShouldBe(true);

        kept.Correct(Asked, key, Now);
        kept.Question.IsTrue.ShouldBe(false);
    }

    [Fact]
    public void What_is_right_makes_no_other_question_but_its_parts_do()
    {
        var ordered = Asked with { Kind = QuestionKind.Ordering, Choices = [Part(2), Part(3)] };
        ordered.AsksSameAs(ordered with { Choices = [Part(3), Part(2) with { IsCorrect = false, Feedback = "No" }] }).ShouldBeTrue();
        ordered.AsksSameAs(ordered with { Choices = [Part(2), Part(4)] }).ShouldBeFalse();
        ordered.AsksSameAs(ordered with { Choices = [Part(2), Part(3) with { Text = "Another" }] }).ShouldBeFalse();
        ordered.AsksSameAs(ordered with { Kind = QuestionKind.MultipleChoice }).ShouldBeFalse();

        var matched = Asked with { Kind = QuestionKind.Matching, Pairs = [new Pair(Ids[2], "a", Ids[3], "A"), new Pair(Ids[4], "b", Ids[5], "B")] };
        matched.AsksSameAs(matched with { Pairs = [new Pair(Ids[2], "a", Ids[5], "B"), new Pair(Ids[4], "b", Ids[3], "A")] }).ShouldBeTrue();
        matched.AsksSameAs(matched with { Pairs = [new Pair(Ids[2], "a", Ids[3], "B"), new Pair(Ids[4], "b", Ids[5], "A")] }).ShouldBeFalse();

        static Choice Part(int index) => new(Ids[index], $"{index}", IsCorrect: true, Feedback: null);
    }
}
