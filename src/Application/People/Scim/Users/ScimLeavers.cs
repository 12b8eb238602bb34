using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>
/// Whoever leaves a company is shut out also while its bill is unpaid, and when its plan has no provisioning any more: nobody keeps access because
/// of that. Of all else that the directory says of them nothing is taken over then.
/// </summary>
internal sealed class ScimLeavers(ICompanyStandings standings, ICurrentUser me, TimeProvider clock)
{
    public async Task<ErrorOr<ScimPersonChanges>> Allow(ErrorOr<ScimPersonChanges> changes, CancellationToken ct)
    {
        if (changes.IsError || await standings.Find(me.RequireCompanyId(), ct) is not { } standing)
        {
            return changes;
        }

        var now = clock.GetUtcNow();
        var allowed = me.ApiKeyId is null ? Result.Success : standing.Require(PlanFeature.Scim, now);
        allowed = allowed.IsError ? allowed : standing.AllowChanges(now);
        return !allowed.IsError ? changes
            : changes.Value.Active is { IsSet: true, Value: false } ? ScimPersonChanges.Leaving
            : allowed.Errors;
    }
}
