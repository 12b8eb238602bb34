using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class QuestionTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7())];

    [Fact]
    public void A_single_choice_is_right_or_wrong()
    {
        var question = Choices(QuestionKind.SingleChoice, partial: true, right: [1]);

        question.Grade(Chosen(1)).ShouldBe(1);
        question.Grade(Chosen(0)).ShouldBe(0);
        question.Grade(Chosen(0, 1)).ShouldBe(0);
        question.Grade(answer: null).ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 0, 1, 2)]
    [InlineData(0.3333, 0)]
    [InlineData(0.3333, 0, 1, 3)]
    [InlineData(0, 3)]
    [InlineData(0, 0, 3)]
    [InlineData(0.6666, 0, 1, 1)]
    public void Partial_credit_takes_wrong_choices_off_again(double expected, params int[] chosen)
    {
        ((double)Choices(QuestionKind.MultipleChoice, partial: true, right: [0, 1, 2]).Grade(Chosen(chosen))).ShouldBe(expected, 0.0001);
        ((double)Choices(QuestionKind.MultipleChoice, partial: false, right: [0, 1, 2]).Grade(Chosen(chosen))).ShouldBe(expected < 1 ? 0 : 1);
    }

    [Fact]
    public void To_choose_everything_earns_no_more_than_to_choose_nothing() =>
        Choices(QuestionKind.MultipleChoice, partial: true, right: [0, 1]).Grade(Chosen(0, 1, 2, 3)).ShouldBe(0);

    [Fact]
    public void Things_are_put_in_order()
    {
        var question = Choices(QuestionKind.Ordering, partial: true, right: [0, 1, 2, 3]);

        question.Grade(Chosen(0, 1, 2, 3)).ShouldBe(1);
        question.Grade(Chosen(0, 1, 3, 2)).ShouldBe(0.5m);
        question.Grade(Chosen(0, 1)).ShouldBe(0.5m);
        question.Grade(Chosen(0, 1, 2, 3, 4)).ShouldBe(1);
    }

    [Fact]
    public void Things_are_matched_and_each_counts_once()
    {
        var question = Choices(QuestionKind.Matching, partial: true, right: []) with
        {
            Pairs = [new Pair(Ids[0], "a", Ids[1], "A"), new Pair(Ids[2], "b", Ids[3], "B")],
        };

        question.Grade(Matched((0, 1), (2, 3))).ShouldBe(1);
        question.Grade(Matched((0, 1), (0, 1))).ShouldBe(0.5m);
        question.Grade(Matched((0, 3), (0, 1))).ShouldBe(0);
    }

    [Theory]
    [InlineData("  Report   Button ", 1)]
    [InlineData("report buttons", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void A_short_text_is_compared_without_case_and_spacing(string? text, int expected)
    {
        var question = Choices(QuestionKind.ShortText, partial: false, right: []) with { Accepted = ["report button", "Meldeknopf"] };

        question.Grade(new Answer(question.Id, Text: text)).ShouldBe(expected);
    }

    private static Question Choices(QuestionKind kind, bool partial, int[] right) => new(
        Guid.CreateVersion7(),
        kind,
        "?",
        Points: 1,
        [.. Ids.Take(4).Select((id, index) => new Choice(id, $"{index}", right.Contains(index), Feedback: null))],
        Pairs: [],
        Accepted: [],
        IsTrue: null,
        partial,
        Explanation: null,
        Tags: []);

    private static Answer Chosen(params int[] choices) => new(Guid.Empty, [.. choices.Select(index => Ids[index])]);

    private static Answer Matched(params (int Left, int Right)[] matches) =>
        new(Guid.Empty, Matches: [.. matches.Select(match => new Match(Ids[match.Left], Ids[match.Right]))]);
}
