using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.QuestionBank;

/// <summary>Finds what quizzes can draw from the company's bank at this moment.</summary>
internal sealed class BankPools(IRepository<BankQuestion> bank)
{
    /// <summary>The questions count as used from now on.</summary>
    /// <returns>One pool for each draw of the quiz.</returns>
    public async Task<ErrorOr<List<QuestionPool>>> Of(Quiz quiz, DateTimeOffset now, CancellationToken ct)
    {
        var draws = quiz.Rules.Draws ?? [];
        var named = new Dictionary<Guid, BankQuestion>();
        foreach (var draw in draws)
        {
            foreach (var question in await bank.ListAsync(new DrawableSpec(quiz, draw), ct))
            {
                named[question.Id] = question;
            }
        }

        return BankDraw.Fill(draws, named.Values).ThenDo(_ =>
        {
            foreach (var question in named.Values)
            {
                question.Use(now);
            }
        });
    }

    /// <summary>One more than a quiz can have, so that too many are noticed.</summary>
    private sealed class DrawableSpec : Specification<BankQuestion>
    {
        public DrawableSpec(Quiz quiz, BankDraw draw)
        {
            var (companyId, language) = (quiz.CompanyId, quiz.Language);
            Query.Where(question => question.CompanyId == companyId && question.Language == language && question.ArchivedAt == null);
            foreach (var tag in draw.Tags)
            {
                Query.Where(question => question.Tags.Contains(tag));
            }

            Query.OrderBy(question => question.Id).Take(Quiz.MaxQuestions + 1);
        }
    }
}
