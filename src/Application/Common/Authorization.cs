using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Common;

/// <summary>Who may send a message. Each message carries exactly one kind; one with none is denied to everybody.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class AccessAttribute : Attribute;

/// <summary>For signed-in people whose role grants the permission.</summary>
public sealed class RequirePermissionAttribute(Permission permission) : AccessAttribute
{
    public Permission Permission { get; } = permission;
}

/// <summary>For any signed-in person, about themselves.</summary>
public sealed class AuthenticatedAttribute : AccessAttribute;

/// <summary>
/// Besides its kind of access: also for those who must set up a second factor before they may do anything else.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WithoutSecondFactorAttribute : Attribute;

/// <summary>For everybody; the message carries its own proof (a password, a token) where it needs one.</summary>
public sealed class PublicAttribute : AccessAttribute;

/// <summary>For the platform administrator and for the service's own workers.</summary>
public sealed class PlatformScopeAttribute : AccessAttribute;
