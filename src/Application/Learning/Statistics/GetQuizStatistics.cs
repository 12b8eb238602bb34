using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Statistics;

/// <summary>
/// How a quiz and its questions have done, over all attempts that are over and all versions. Managers see the attempts of their own departments'
/// people.
/// </summary>
/// <param name="DepartmentId">With everything below it; absent: everybody.</param>
[RequirePermission(Permission.ReadLearning)]
public sealed record GetQuizStatisticsQuery(Guid Id, Guid? DepartmentId = null) : IQuery<QuizStatistics>;

/// <param name="PassRate">From 0 to 1, of the attempts; null without any.</param>
/// <param name="MeanScore">Percent of the points.</param>
/// <param name="MedianScore">Percent; of an even number the mean of the two in the middle.</param>
/// <param name="Questions">Those of the quiz in its order, then what it draws or has asked before.</param>
public sealed record QuizStatistics(
    Guid QuizId, int Attempts, double? PassRate, double? MeanScore, double? MedianScore, IReadOnlyList<QuestionStatistics> Questions);

/// <param name="Text">Null: neither the quiz nor the bank has it any more.</param>
/// <param name="Facility">Mean share of its points, from 0 to 1: high is easy.</param>
/// <param name="Discrimination">
/// Correlation with the rest of the attempt, from -1 to 1: low or negative is a question that good people get wrong. Null below 10 attempts, or
/// without variance.
/// </param>
/// <param name="MeanSeconds">Of those who have answered it; breaks of more than ten minutes count as ten.</param>
public sealed record QuestionStatistics(
    Guid QuestionId,
    QuestionKind? Kind,
    string? Text,
    int Attempts,
    int Unanswered,
    double? Facility,
    double? Discrimination,
    double? MeanSeconds,
    IReadOnlyList<ChoiceStatistics> Choices);

/// <param name="Choice">Its id; of true/false <c>true</c> or <c>false</c>.</param>
/// <param name="Text">Null: there is no such choice any more, or it needs no text.</param>
/// <param name="Taken">By how many attempts.</param>
public sealed record ChoiceStatistics(string Choice, string? Text, bool? Correct, int Taken);

internal sealed class GetQuizStatisticsHandler(
    IRepository<Quiz> quizzes, IRepository<BankQuestion> bank, IRepository<Department> departments, IQuizReports reports, ICurrentUser me)
    : IQueryHandler<GetQuizStatisticsQuery, QuizStatistics>
{
    public async Task<ErrorOr<QuizStatistics>> Handle(GetQuizStatisticsQuery request, CancellationToken cancellationToken)
    {
        if (await quizzes.GetByIdAsync(request.Id, cancellationToken) is not { } quiz)
        {
            return QuizErrors.NotFound;
        }

        if (request.DepartmentId is { } asked && !await departments.AnyAsync(new ByIdSpec<Department>(asked), cancellationToken))
        {
            return DepartmentErrors.NotFound;
        }

        var people = me.OwnDepartmentsOnly || request.DepartmentId is not null ? new PeopleSpec(request.DepartmentId, me) : null;
        var scores = await reports.Scores(quiz.Id, people, cancellationToken);
        var totals = await reports.Questions(quiz.Id, people, cancellationToken);
        var choices = (await reports.Choices(quiz.Id, people, cancellationToken)).ToLookup(taken => taken.QuestionId);
        var known = await Known(quiz, totals, cancellationToken);
        var attempts = scores.Sum(score => score.Attempts);
        return new QuizStatistics(
            quiz.Id,
            attempts,
            attempts == 0 ? null : Math.Round((double)scores.Sum(score => score.Passed) / attempts, 4),
            attempts == 0 ? null : Math.Round((double)scores.Sum(score => (long)score.Score * score.Attempts) / attempts, 2),
            Median(scores, attempts),
            [.. totals
                .OrderBy(total => known.TryGetValue(total.QuestionId, out var question) ? question.Place : int.MaxValue)
                .ThenBy(total => total.QuestionId)
                .Select(total => Row(total, known.GetValueOrDefault(total.QuestionId).Question, choices[total.QuestionId]))]);
    }

    private async Task<Dictionary<Guid, (Question Question, int Place)>> Known(Quiz quiz, IReadOnlyList<QuestionTotals> totals, CancellationToken ct)
    {
        var others = totals.Select(total => total.QuestionId).Except(quiz.Questions.Select(question => question.Id)).ToList();
        var drawn = others.Count == 0 ? [] : await bank.ListAsync(new IdsSpec<BankQuestion>(others), ct);
        return quiz.Questions.Concat(drawn.Select(question => question.Question))
            .Select((question, place) => (Question: question, Place: place))
            .ToDictionary(entry => entry.Question.Id);
    }

    private static QuestionStatistics Row(QuestionTotals total, Question? question, IEnumerable<ChoiceTaken> taken)
    {
        var counts = taken.ToDictionary(choice => choice.Choice, choice => choice.Count, StringComparer.Ordinal);
        return new QuestionStatistics(
            total.QuestionId,
            question?.Kind,
            question?.Text,
            total.Totals.Responses,
            total.Totals.Responses - total.Answered,
            Round(total.Totals.Facility),
            Round(total.Totals.Discrimination),
            total.Answered == 0 ? null : Math.Round((double)total.Seconds / total.Answered, 1),
            [.. Choices(question).Concat(counts.Keys.Select(choice => new ChoiceStatistics(choice, Text: null, Correct: null, Taken: 0)))
                .DistinctBy(choice => choice.Choice)
                .Select(choice => choice with { Taken = counts.GetValueOrDefault(choice.Choice) })]);
    }

    private static IEnumerable<ChoiceStatistics> Choices(Question? question) => question?.Kind switch
    {
        QuestionKind.SingleChoice or QuestionKind.MultipleChoice =>
            question.Choices.Select(choice => new ChoiceStatistics(choice.Id.ToString(), choice.Text, choice.IsCorrect, Taken: 0)),
        QuestionKind.TrueFalse => new[] { true, false }.Select(
            answer => new ChoiceStatistics(answer ? "true" : "false", Text: null, answer == question.IsTrue, Taken: 0)),
        _ => [],
    };

    private static double? Median(IReadOnlyList<ScoreCount> scores, int attempts)
    {
        return attempts == 0 ? null : (At((attempts - 1) / 2) + At(attempts / 2)) / 2.0;

        int At(int place)
        {
            var reached = 0;
            return scores.First(score => (reached += score.Attempts) > place).Score;
        }
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;

    private sealed class PeopleSpec : Specification<User>
    {
        public PeopleSpec(Guid? departmentId, ICurrentUser me) => Query.InDepartment(departmentId).VisibleTo(me);
    }
}
