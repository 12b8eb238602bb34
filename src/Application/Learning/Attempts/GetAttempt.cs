using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.Application.Learning.Attempts;

/// <summary>The caller's own attempt, to go on with it or to look at its result.</summary>
[Authenticated]
public sealed record GetAttemptQuery(Guid Id) : IQuery<AttemptRow>;

internal sealed class GetAttemptHandler(AttemptGrading attempts) : IQueryHandler<GetAttemptQuery, AttemptRow>
{
    public async Task<ErrorOr<AttemptRow>> Handle(GetAttemptQuery request, CancellationToken cancellationToken) =>
        (await attempts.FindOwn(request.Id, cancellationToken)).Then(AttemptRow.Of);
}
