using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform.Looks;

/// <summary>Ends a look before its time, one's own or another administrator's.</summary>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.OperatePlatform)]
public sealed record EndLookCommand(Guid CompanyId, Guid LookId) : ICommand<Deleted>;

internal sealed class EndLookHandler(IRepository<CompanyLook> looks, ITenant tenant, IAuditTrail audit, TimeProvider clock)
    : ICommandHandler<EndLookCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(EndLookCommand request, CancellationToken cancellationToken)
    {
        tenant.Enter(request.CompanyId);
        if (await looks.GetByIdAsync(request.LookId, cancellationToken) is not { } look)
        {
            return PlatformErrors.LookNotFound;
        }

        if (look.End(clock.GetUtcNow()))
        {
            audit.Note("platform.look-ended", new AuditTarget("companyLook", look.Id));
        }

        return Result.Deleted;
    }
}
