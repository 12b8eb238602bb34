using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Phishing.Control;

/// <summary>Whether the lures of every company are stopped.</summary>
[RequirePermission(Permission.OperatePlatform)]
public sealed record GetInstallationKillSwitchQuery : IQuery<InstallationKillSwitchRow>;

public sealed record InstallationKillSwitchRow(bool IsOn, DateTimeOffset? Since, string? Reason);

internal sealed class GetInstallationKillSwitchHandler(IInstallationStop installation)
    : IQueryHandler<GetInstallationKillSwitchQuery, InstallationKillSwitchRow>
{
    public async Task<ErrorOr<InstallationKillSwitchRow>> Handle(GetInstallationKillSwitchQuery request, CancellationToken cancellationToken)
    {
        var stop = await installation.Find(cancellationToken);
        return new InstallationKillSwitchRow(stop is not null, stop?.Since, stop?.Reason);
    }
}
