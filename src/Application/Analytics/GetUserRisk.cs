using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Analytics;

/// <summary>Somebody's risk score, and what it is made of.</summary>
[RequirePermission(Permission.ReadAnalytics)]
public sealed record GetUserRiskQuery(Guid Id) : IQuery<UserRisk>;

internal sealed class GetUserRiskHandler(IReader<User> users, RiskReader reader, ICurrentUser me) : IQueryHandler<GetUserRiskQuery, UserRisk>
{
    public async Task<ErrorOr<UserRisk>> Handle(GetUserRiskQuery request, CancellationToken cancellationToken) =>
        await users.CountAsync(new VisibleUserSpec(request.Id, me), cancellationToken) == 0
            ? UserErrors.NotFound
            : await reader.Read(request.Id, cancellationToken);
}
