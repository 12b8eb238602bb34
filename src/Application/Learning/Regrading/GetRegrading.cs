using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Regrading;

/// <summary>How far a regrading has come.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record GetRegradingQuery(Guid Id, Guid RegradingId) : IQuery<RegradingRow>;

/// <param name="Progress">Percent, 0–100.</param>
/// <param name="Total">How many attempts there were when the key was corrected, those that were not over yet included.</param>
/// <param name="Raised">Attempts whose score is higher now.</param>
/// <param name="Lowered">Attempts whose score is lower now; what they had passed stays passed.</param>
public sealed record RegradingRow(
    Guid Id,
    RegradingStatus Status,
    int Progress,
    Guid QuizId,
    Guid QuestionId,
    int Total,
    int Seen,
    int Raised,
    int Lowered,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    int Version) : IVersioned;

internal sealed class GetRegradingHandler(IReader<QuizRegrading> regradings) : IQueryHandler<GetRegradingQuery, RegradingRow>
{
    public async Task<ErrorOr<RegradingRow>> Handle(GetRegradingQuery request, CancellationToken cancellationToken) =>
        await regradings.SingleOrDefaultAsync<RegradingRow>(new OfQuizSpec(request), cancellationToken) is { } row ? row : QuizErrors.RegradingNotFound;

    private sealed class OfQuizSpec : SingleResultSpecification<QuizRegrading>
    {
        public OfQuizSpec(GetRegradingQuery query) =>
            Query.Where(regrading => regrading.Id == query.RegradingId && regrading.QuizId == query.Id);
    }
}

internal sealed class RegradingProfile : Profile
{
    public RegradingProfile() => CreateProjection<QuizRegrading, RegradingRow>();
}
