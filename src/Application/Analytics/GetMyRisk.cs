using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.Application.Analytics;

[Authenticated]
public sealed record GetMyRiskQuery : IQuery<UserRisk>;

internal sealed class GetMyRiskHandler(RiskReader reader, ICurrentUser me) : IQueryHandler<GetMyRiskQuery, UserRisk>
{
    public async Task<ErrorOr<UserRisk>> Handle(GetMyRiskQuery request, CancellationToken cancellationToken) =>
        await reader.Read(me.RequireUserId(), cancellationToken);
}
