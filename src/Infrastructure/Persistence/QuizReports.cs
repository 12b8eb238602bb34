using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Statistics;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class QuizReports(AppDbContext db) : IQuizReports
{
    /// <summary>Of choices that were taken together; those beyond are rare.</summary>
    private const int MostCombinations = 20_000;

    public async Task<IReadOnlyList<ScoreCount>> Scores(Guid quizId, Specification<User>? people, CancellationToken ct)
    {
        var attempts = db.QuizAttempts.AsNoTracking().Where(attempt => attempt.QuizId == quizId && attempt.Score != null);
        if (people is not null)
        {
            attempts = attempts.Join(db.Users.Apply(people), attempt => attempt.UserId, user => user.Id, (attempt, _) => attempt);
        }

        var rows = await attempts
            .GroupBy(attempt => attempt.Score!.Value)
            .Select(score => new { score.Key, Attempts = score.Count(), Passed = score.Count(attempt => attempt.IsPassed == true) })
            .OrderBy(score => score.Key)
            .ToListAsync(ct);
        return rows.ConvertAll(row => new ScoreCount(row.Key, row.Attempts, row.Passed));
    }

    public async Task<IReadOnlyList<QuestionTotals>> Questions(Guid quizId, Specification<User>? people, CancellationToken ct)
    {
        var rows = await Responses(quizId, people)
            .GroupBy(response => response.QuestionId)
            .Select(question => new
            {
                question.Key,
                Responses = question.Count(),
                Share = question.Sum(response => response.Share),
                Rest = question.Sum(response => response.RestShare),
                ShareSquares = question.Sum(response => response.Share * response.Share),
                RestSquares = question.Sum(response => response.RestShare * response.RestShare),
                ShareTimesRest = question.Sum(response => response.Share * response.RestShare),
                Answered = question.Count(response => response.IsAnswered),
                Seconds = question.Sum(response => (long)response.Seconds),
            })
            .OrderBy(question => question.Key)
            .Take(IQuizReports.MostQuestions)
            .ToListAsync(ct);
        return rows.ConvertAll(row => new QuestionTotals(
            row.Key,
            new ItemTotals(row.Responses, row.Share, row.Rest, row.ShareSquares, row.RestSquares, row.ShareTimesRest),
            row.Answered,
            row.Seconds));
    }

    public async Task<IReadOnlyList<ChoiceTaken>> Choices(Guid quizId, Specification<User>? people, CancellationToken ct)
    {
        var rows = await Responses(quizId, people)
            .GroupBy(response => new { response.QuestionId, response.Choices })
            .Select(together => new { together.Key.QuestionId, together.Key.Choices, Count = together.Count() })
            .OrderByDescending(together => together.Count)
            .Take(MostCombinations)
            .ToListAsync(ct);
        return [.. rows
            .SelectMany(row => row.Choices, (row, choice) => new ChoiceTaken(row.QuestionId, choice, row.Count))
            .GroupBy(taken => (taken.QuestionId, taken.Choice))
            .Select(taken => new ChoiceTaken(taken.Key.QuestionId, taken.Key.Choice, taken.Sum(part => part.Count)))];
    }

    private IQueryable<QuestionResponse> Responses(Guid quizId, Specification<User>? people)
    {
        var responses = db.QuestionResponses.AsNoTracking().Where(response => response.QuizId == quizId);
        return people is null
            ? responses
            : responses.Join(db.Users.Apply(people), response => response.UserId, user => user.Id, (response, _) => response);
    }
}
