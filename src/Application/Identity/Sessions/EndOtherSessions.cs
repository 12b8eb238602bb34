using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Sessions;

/// <summary>Ends all of the person's sessions but the one that asks.</summary>
[Authenticated]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record EndOtherSessionsCommand : ICommand<Deleted>;

internal sealed class EndOtherSessionsHandler(IRepository<Session> sessions, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<EndOtherSessionsCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(EndOtherSessionsCommand command, CancellationToken cancellationToken)
    {
        foreach (var session in await sessions.ListAsync(new OpenSessionsSpec(me.RequireUserId(), except: me.SessionId), cancellationToken))
        {
            session.Revoke(clock.GetUtcNow());
        }

        return Result.Deleted;
    }
}
