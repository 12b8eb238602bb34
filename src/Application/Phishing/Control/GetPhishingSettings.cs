using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Control;

/// <summary>What holds for all simulations of the company.</summary>
[RequirePermission(Permission.ReadCompany)]
public sealed record GetPhishingSettingsQuery : IQuery<PhishingSettingsRow>;

/// <param name="Holidays">In the order of the calendar.</param>
/// <param name="RequiresApproval">Whoever launches or schedules needs somebody else who agrees.</param>
public sealed record PhishingSettingsRow(IReadOnlyList<Holiday> Holidays, bool RequiresApproval);

internal sealed class GetPhishingSettingsHandler(PhishingPolicies policies) : IQueryHandler<GetPhishingSettingsQuery, PhishingSettingsRow>
{
    public async Task<ErrorOr<PhishingSettingsRow>> Handle(GetPhishingSettingsQuery request, CancellationToken cancellationToken)
    {
        var policy = await policies.Get(cancellationToken);
        return new PhishingSettingsRow(policy.Holidays, policy.RequiresApproval);
    }
}
