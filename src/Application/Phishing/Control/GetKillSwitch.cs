using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Phishing.Control;

/// <summary>Whether lures are stopped, for the company or for the whole installation.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetKillSwitchQuery : IQuery<KillSwitchRow>;

/// <param name="IsOn">The company's own switch.</param>
/// <param name="IsInstallationStopped">Whoever operates the installation has stopped everybody's.</param>
public sealed record KillSwitchRow(bool IsOn, DateTimeOffset? Since, string? Reason, bool IsInstallationStopped);

internal sealed class GetKillSwitchHandler(PhishingPolicies policies, IInstallationStop installation) : IQueryHandler<GetKillSwitchQuery, KillSwitchRow>
{
    public async Task<ErrorOr<KillSwitchRow>> Handle(GetKillSwitchQuery request, CancellationToken cancellationToken)
    {
        var policy = await policies.Get(cancellationToken);
        return new KillSwitchRow(
            policy.StoppedAt is not null, policy.StoppedAt, policy.StopReason, await installation.Find(cancellationToken) is not null);
    }
}
