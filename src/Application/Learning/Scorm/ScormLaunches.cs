using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Application.Learning.Scorm;

/// <summary>From a launch's token to the launch, as long as it lasts and the session that it was made in.</summary>
internal sealed class ScormLaunches(
    IOpaqueTokens tokens, ITenant tenant, IRepository<ScormLaunch> launches, ISessionStates sessions, TimeProvider clock)
{
    public async Task<ErrorOr<ScormLaunch>> Find(string token, CancellationToken ct)
    {
        if (tokens.Read(token) is not { } presented)
        {
            return ScormRunErrors.LaunchInvalid;
        }

        tenant.Enter(presented.CompanyId);
        var launch = await launches.SingleOrDefaultAsync(new ByTokenSpec(presented.Hash), ct);
        return launch?.IsOpen(clock.GetUtcNow()) == true && await sessions.IsActive(launch.CompanyId, launch.SessionId, ct)
            ? launch
            : ScormRunErrors.LaunchInvalid;
    }

    private sealed class ByTokenSpec : SingleResultSpecification<ScormLaunch>
    {
        public ByTokenSpec(byte[] hash) => Query.Where(launch => launch.TokenHash == hash);
    }
}
