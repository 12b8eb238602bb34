using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Sessions;

/// <summary>A person's sessions that have not been ended.</summary>
internal sealed class OpenSessionsSpec : Specification<Session>
{
    public OpenSessionsSpec(Guid userId, Guid? except = null) =>
        Query.Where(session => session.UserId == userId && session.RevokedAt == null && session.Id != except);
}
