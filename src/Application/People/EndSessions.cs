using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>Whoever has lost rights signs in again, if they can: the tokens they hold still name the old ones.</summary>
internal sealed class EndSessions(IRepository<Session> sessions, TimeProvider clock) : IDomainEventHandler<PersonLostRights>
{
    public async Task Handle(PersonLostRights domainEvent, CancellationToken ct)
    {
        foreach (var session in await sessions.ListAsync(new UnrevokedSessionsSpec(domainEvent.UserId), ct))
        {
            session.Revoke(clock.GetUtcNow());
        }
    }

    private sealed class UnrevokedSessionsSpec : Specification<Session>
    {
        public UnrevokedSessionsSpec(Guid userId) => Query.Where(session => session.UserId == userId && session.RevokedAt == null);
    }
}
