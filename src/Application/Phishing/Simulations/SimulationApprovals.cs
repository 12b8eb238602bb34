using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Whether a launch needs somebody else who agrees, and how that is asked for.</summary>
internal sealed class SimulationApprovals(PhishingPolicies policies, SimulationLauncher launcher, ICurrentUser me, TimeProvider clock)
{
    public async Task<bool> IsNeeded(Simulation simulation, CancellationToken ct) =>
        simulation.Status == SimulationStatus.Draft && (await policies.Get(ct)).RequiresApproval;

    /// <param name="startsAt">Null: at once.</param>
    public async Task<ErrorOr<Success>> Request(Simulation simulation, DateTimeOffset? startsAt, CancellationToken ct)
    {
        if (me.UserId is not { } userId)
        {
            return PhishingPolicyErrors.ApprovalIsForPeople;
        }

        // Whoever approves should not be the first to hear that it cannot be launched.
        var now = clock.GetUtcNow();
        if (await launcher.Check(simulation, startsAt ?? now, ct) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var requested = simulation.RequestApproval(userId, startsAt, now);
        return requested.IsError ? requested.Errors.On("startsAt") : requested;
    }
}
