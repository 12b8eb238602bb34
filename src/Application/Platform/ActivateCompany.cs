using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Platform;

/// <summary>Lets a suspended company work again; what was held back for it is sent.</summary>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.OperatePlatform)]
public sealed record ActivateCompanyCommand(Guid Id) : ICommand<Success>;

internal sealed class ActivateCompanyHandler(IRepository<Company> companies, ITenant tenant, IAuditTrail audit)
    : ICommandHandler<ActivateCompanyCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ActivateCompanyCommand request, CancellationToken cancellationToken)
    {
        tenant.Enter(request.Id);
        if (await companies.GetByIdAsync(request.Id, cancellationToken) is not { } company)
        {
            return CompanyErrors.NotFound;
        }

        if (company.Status != CompanyStatus.Active)
        {
            company.Activate();
            audit.Note("platform.company-activated", new AuditTarget("company", company.Id));
        }

        return Result.Success;
    }
}
