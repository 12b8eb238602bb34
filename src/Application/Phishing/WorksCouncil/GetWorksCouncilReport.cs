using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>
/// How far the mails of a simulation in works-council mode have got, and, once its results are closed, how many people did what. Until then
/// nothing of it is shown, so that two looks at different times tell nothing.
/// </summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetWorksCouncilReportQuery(Guid Id) : IQuery<WorksCouncilReport>;

/// <param name="CollectsUntil">Null: it has not been launched, or has not ended yet.</param>
/// <param name="UnmaskUntil">So long two people can find out who is behind a pseudonym.</param>
/// <param name="PseudonymKeyDestroyedAt">Since when nobody can.</param>
/// <param name="Results">Null: not closed yet.</param>
public sealed record WorksCouncilReport(
    WorksCouncilTerms Terms,
    WorksCouncilDelivery Delivery,
    DateTimeOffset? CollectsUntil,
    DateTimeOffset? ResultsClosedAt,
    DateTimeOffset? UnmaskUntil,
    DateTimeOffset? PseudonymKeyDestroyedAt,
    DisclosedResults? Results);

public sealed record WorksCouncilDelivery(int Recipients, int Sent, int Failed, int Skipped);

internal sealed class GetWorksCouncilReportHandler(IRepository<Simulation> simulations, IPhishingReports reports)
    : IQueryHandler<GetWorksCouncilReportQuery, WorksCouncilReport>
{
    public async Task<ErrorOr<WorksCouncilReport>> Handle(GetWorksCouncilReportQuery request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation
            || await reports.Summary(request.Id, cancellationToken) is not { } counts)
        {
            return SimulationErrors.NotFound;
        }

        return simulation.WorksCouncil is not { } terms
            ? WorksCouncilErrors.OtherMode
            : new WorksCouncilReport(
                terms,
                new WorksCouncilDelivery(counts.Recipients, counts.Sent, counts.Failed, counts.Skipped),
                simulation.EndedAt is null ? null : simulation.CollectsUntil,
                simulation.ResultsClosedAt,
                simulation.UnmaskUntil,
                simulation.PseudonymKeyDestroyedAt,
                simulation.Results);
    }
}
