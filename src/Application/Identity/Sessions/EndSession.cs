using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Sessions;

/// <summary>Ends one of the person's own sessions; its next request is refused, on every instance.</summary>
[Authenticated]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record EndSessionCommand(Guid Id) : ICommand<Deleted>;

internal sealed class EndSessionHandler(IRepository<Session> sessions, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<EndSessionCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(EndSessionCommand command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await sessions.GetByIdAsync(command.Id, cancellationToken) is not { } session || session.UserId != me.UserId || !session.IsActive(now))
        {
            return SessionErrors.NotFound;
        }

        session.Revoke(now);
        return Result.Deleted;
    }
}
