using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.Sessions;

/// <summary>Lets in, once a company is suspended for an unpaid bill, only those who can see to it that it is paid.</summary>
internal sealed class BillingDoor(IRepository<CustomRole> roles, TimeProvider clock)
{
    public async Task<ErrorOr<Success>> Admit(User user, Company company, CancellationToken ct)
    {
        if (company.PhaseAt(clock.GetUtcNow()) != BillingPhase.Suspended || user.Role.Grants(Permission.ManageBilling))
        {
            return Result.Success;
        }

        return user.CustomRoleId is { } roleId && (await roles.GetByIdAsync(roleId, ct))?.Rights.Permissions.Contains(Permission.ManageBilling) == true
            ? Result.Success
            : SubscriptionErrors.Suspended(company.PaymentOverdueSince!.Value);
    }
}
