using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <param name="Id">Of the simulation.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSimulationHitQuery(Guid Id, Guid HitId) : IQuery<HitRow>;

internal sealed class GetSimulationHitHandler(IHitReports reports) : IQueryHandler<GetSimulationHitQuery, HitRow>
{
    public async Task<ErrorOr<HitRow>> Handle(GetSimulationHitQuery request, CancellationToken cancellationToken) =>
        await reports.Hit(request.Id, request.HitId, cancellationToken) is { } hit ? hit : VerdictRuleErrors.HitNotFound;
}
