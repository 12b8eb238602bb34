using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Platform;

/// <summary>
/// The agreement is over: the company goes on with what it has bought from the payment provider besides, or with the free plan. Nobody is deactivated
/// by it.
/// </summary>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.OperatePlatform)]
public sealed record EndEnterpriseCommand(Guid Id) : ICommand<Success>;

internal sealed class EndEnterpriseHandler(
    OtherCompanies companies, IAuditTrail audit, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<EndEnterpriseCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(EndEnterpriseCommand request, CancellationToken cancellationToken)
    {
        var entered = await companies.Enter(request.Id, cancellationToken);
        if (entered.IsError)
        {
            return entered.Errors;
        }

        var company = entered.Value;

        if (company.Plan == PlanKind.Enterprise)
        {
            var now = clock.GetUtcNow();
            company.EndSubscription(now);
            queue.Enqueue(WorkKind.BillingSync, company.Id, now);
            audit.Note("platform.enterprise-ended", new AuditTarget("company", company.Id));
        }

        return Result.Success;
    }
}
