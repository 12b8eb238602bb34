using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <summary>For somebody who has lost their authenticator and their backup codes. Their sessions end with it.</summary>
[RequirePermission(Permission.ManagePeople)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record ResetTwoFactorCommand(Guid UserId) : ICommand<Deleted>;

internal sealed class ResetTwoFactorHandler(
    IRepository<User> users,
    IRepository<TwoFactor> factors,
    IRepository<Session> sessions,
    RightsOverPeople rights,
    ICurrentUser me,
    TimeProvider clock)
    : ICommandHandler<ResetTwoFactorCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(ResetTwoFactorCommand command, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(command.UserId, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        if (!await rights.Cover(user, cancellationToken))
        {
            return UserErrors.RoleBeyondOwn;
        }

        if (user.Id == me.UserId)
        {
            return TwoFactorErrors.Own;
        }

        if (await factors.SingleOrDefaultAsync(new TwoFactorOfSpec(user.Id), cancellationToken) is not { } factor)
        {
            return TwoFactorErrors.NotFound;
        }

        factor.SwitchOff(TwoFactorChange.Reset);
        factors.Remove(factor);
        foreach (var session in await sessions.ListAsync(new OpenSessionsSpec(user.Id), cancellationToken))
        {
            session.Revoke(clock.GetUtcNow());
        }

        return Result.Deleted;
    }
}
