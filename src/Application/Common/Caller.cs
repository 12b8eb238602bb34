using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Common;

/// <summary>Who is asking in one scope. Nobody, until somebody has been let in.</summary>
public sealed class Caller : ICurrentUser
{
    /// <summary>What auditors read; what everybody may do besides is done, not read.</summary>
    private static readonly HashSet<Permission> OfLooks =
        [.. Domain.Identity.Role.Auditor.Permissions().Except(RolePermissions.OfEverybody)];

    public Guid? UserId { get; private set; }

    public Guid? CompanyId { get; private set; }

    public Guid? SessionId { get; private set; }

    public Guid? ApiKeyId { get; private set; }

    public IReadOnlySet<Permission>? Scopes { get; private set; }

    public Role? Role { get; private set; }

    public bool OwnDepartmentsOnly { get; private set; }

    public Guid? LookId { get; private set; }

    public bool IsSystem { get; private set; }

    public bool LacksSecondFactor { get; private set; }

    /// <param name="rights">Of a role of the company's own, which then says what they may do.</param>
    public void SignIn(
        Guid userId, Guid companyId, Role role, Guid? sessionId = null, bool lacksSecondFactor = false, CustomRights? rights = null)
    {
        Leave();
        (UserId, CompanyId, Role, SessionId, LacksSecondFactor) = (userId, companyId, role, sessionId, lacksSecondFactor);
        Scopes = rights?.Permissions;
        OwnDepartmentsOnly = rights?.OwnDepartmentsOnly ?? role == Domain.Identity.Role.Manager;
    }

    /// <summary>For a machine with an API key.</summary>
    public void SignInAsMachine(Guid apiKeyId, Guid companyId, IReadOnlySet<Permission> scopes)
    {
        Leave();
        (ApiKeyId, CompanyId, Scopes) = (apiKeyId, companyId, scopes);
    }

    /// <summary>For a signed-in platform administrator, who remains who they are and from now on reads in another company.</summary>
    public void LookInto(Guid companyId, Guid lookId) => (CompanyId, LookId, Scopes, SessionId) = (companyId, lookId, OfLooks, null);

    /// <summary>For the service's own workers.</summary>
    public void ActAsSystem()
    {
        Leave();
        IsSystem = true;
    }

    private void Leave()
    {
        (UserId, CompanyId, Role, SessionId, IsSystem) = (null, null, null, null, false);
        (ApiKeyId, Scopes, LacksSecondFactor, OwnDepartmentsOnly, LookId) = (null, null, false, false, null);
    }
}
