using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Common.Auditing;

/// <summary>
/// What a use case adds to the audit log of the current company. That a person's command has changed something is written down by the
/// pipeline; this is for what it cannot see: an export, a look into a company, a refused attempt.
/// </summary>
public interface IAuditTrail
{
    /// <summary>
    /// An entry of its own. Written in the transaction of the unit of work, also for a query; if the use case refuses, it is written although
    /// nothing else is.
    /// </summary>
    /// <param name="action">A stable name: the feature, a dot, and what was done, such as <c>people.export-users</c>.</param>
    /// <param name="target">What it was done to, if to one thing.</param>
    /// <param name="facts">Whatever else belongs to it. Nothing personal: it stays in clear for as long as the log exists.</param>
    void Note(string action, AuditTarget? target = null, IReadOnlyDictionary<string, string>? facts = null);

    /// <summary>Says who acts, where the message has proven it (by a password, by a token) rather than the caller's access token.</summary>
    void ActsAs(Guid userId, Role role);

    /// <summary>
    /// Makes what the log holds about a person meaningless, for their erasure: the salts of the commitments go, the chain stays whole.
    /// </summary>
    void Forget(Guid personId);
}

/// <summary>For commands that change nothing that anybody would look for in the log.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NotAuditedAttribute : Attribute;

/// <summary>Where a request comes from, as far as it is kept. All null for what no request has caused.</summary>
public interface IRequestOrigin
{
    /// <summary>Not the address: the network it lies in (<see cref="Domain.Common.ClientAddress.Network"/>).</summary>
    string? Network { get; }

    /// <summary>Such as <c>Firefox on Linux</c> (<see cref="Domain.Common.ClientFamily"/>).</summary>
    string? Client { get; }

    /// <summary>As in the log and in the header <c>X-Request-Id</c>.</summary>
    string? RequestId { get; }
}

/// <summary>One per request; filled before the use case starts.</summary>
public sealed class RequestOrigin : IRequestOrigin
{
    public string? Network { get; set; }

    public string? Client { get; set; }

    public string? RequestId { get; set; }
}
