using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;

namespace SecurityTraining.Application.Analytics;

/// <summary>Lets time do its work on the next portion of people: computes their scores anew, and notes in their history those that have changed.</summary>
/// <param name="After">The last person of the portion before.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record RecalculateRiskCommand(Guid? After) : ICommand<RecalculationProgress>
{
    public const int PortionSize = 500;
}

/// <param name="Last">Null: there is nobody left.</param>
public sealed record RecalculationProgress(Guid? Last);

internal sealed class RecalculateRiskHandler(IRepository<PersonRisk> risks, RiskLedger ledger, TimeProvider clock)
    : ICommandHandler<RecalculateRiskCommand, RecalculationProgress>
{
    public async Task<ErrorOr<RecalculationProgress>> Handle(RecalculateRiskCommand request, CancellationToken cancellationToken)
    {
        var portion = await risks.ListAsync(new PortionSpec(request.After), cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var risk in await ledger.Assess(portion, [], cancellationToken))
        {
            risk.Note(now.Day(), now);
        }

        return new RecalculationProgress(portion.Count < RecalculateRiskCommand.PortionSize ? null : portion[^1]);
    }

    private sealed class PortionSpec : Specification<PersonRisk, Guid>
    {
        public PortionSpec(Guid? after)
        {
            Query.Where(risk => risk.Id > after, after is not null).OrderBy(risk => risk.Id).Take(RecalculateRiskCommand.PortionSize);
            Selector = risk => risk.Id;
        }
    }
}
