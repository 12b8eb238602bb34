using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform.Looks;

/// <summary>Finds out into which company a look leads. Asked on every request that names one, so that an ended look ends with the next.</summary>
[RequirePermission(Permission.OperatePlatform)]
public sealed record AcceptLookQuery(Guid LookId) : IQuery<AcceptedLook>;

public sealed record AcceptedLook(Guid Id, Guid CompanyId);

internal sealed class AcceptLookHandler(IRepository<CompanyLook> looks, ILookRoutes routes, ITenant tenant, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<AcceptLookQuery, AcceptedLook>
{
    public async Task<ErrorOr<AcceptedLook>> Handle(AcceptLookQuery request, CancellationToken cancellationToken)
    {
        if (await routes.FindCompany(request.LookId, cancellationToken) is not { } companyId)
        {
            return PlatformErrors.LookEnded;
        }

        tenant.Enter(companyId);
        return await looks.GetByIdAsync(request.LookId, cancellationToken) is { } look && look.IsOpenFor(me.UserId, clock.GetUtcNow())
            ? new AcceptedLook(look.Id, look.CompanyId)
            : PlatformErrors.LookEnded;
    }
}
