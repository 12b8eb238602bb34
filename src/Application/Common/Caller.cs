using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Common;

/// <summary>Who is asking in one scope. Nobody, until somebody has been let in.</summary>
public sealed class Caller : ICurrentUser
{
    public Guid? UserId { get; private set; }

    public Guid? CompanyId { get; private set; }

    public Guid? SessionId { get; private set; }

    public Role? Role { get; private set; }

    public bool IsSystem { get; private set; }

    public bool LacksSecondFactor { get; private set; }

    public void SignIn(Guid userId, Guid companyId, Role role, Guid? sessionId = null, bool lacksSecondFactor = false)
    {
        LacksSecondFactor = lacksSecondFactor;
        (UserId, CompanyId, Role, SessionId, IsSystem) = (userId, companyId, role, sessionId, false);
    }

    /// <summary>For the service's own workers.</summary>
    public void ActAsSystem()
    {
        (UserId, CompanyId, Role, SessionId, IsSystem) = (null, null, null, null, true);
    }
}
