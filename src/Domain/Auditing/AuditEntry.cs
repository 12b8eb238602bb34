using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.Auditing;

public enum AuditActorKind
{
    /// <summary>Somebody who had not signed in; what they could do, a token from a mail or nothing at all allowed them to.</summary>
    Anonymous,

    Person,

    /// <summary>The service itself.</summary>
    System,

    /// <summary>A machine.</summary>
    ApiKey,
}

/// <param name="Id">Of the person or the key; null for the other kinds.</param>
/// <param name="Role">What the person was at the time.</param>
public sealed record AuditActor(AuditActorKind Kind, Guid? Id = null, Role? Role = null)
{
    public static readonly AuditActor Anonymous = new(AuditActorKind.Anonymous);
    public static readonly AuditActor System = new(AuditActorKind.System);

    public static AuditActor Person(Guid id, Role role) => new(AuditActorKind.Person, id, role);

    public static AuditActor ApiKey(Guid id) => new(AuditActorKind.ApiKey, id);
}

/// <param name="Kind">The entity's name in camelCase, such as <c>mailDomain</c>.</param>
public sealed record AuditTarget(string Kind, Guid Id);

/// <summary>What is to be written down.</summary>
/// <param name="Action">A stable name, such as <c>people.update-user</c>.</param>
/// <param name="Data">A JSON object, kept as this very text. Holds no personal data but as commitments (<see cref="AuditSalt"/>).</param>
public sealed record AuditFact(AuditActor Actor, string Action, AuditTarget? Target, string Data);

/// <summary>
/// One line of a company's audit log. Each carries the hash of the one before, so that none can be changed, taken away or moved without
/// breaking the chain. Made by <see cref="AuditHead.Append"/>, and never changed.
/// </summary>
public sealed class AuditEntry : ICompanyOwned
{
    public const int MaxActionLength = 100;
    public const int MaxTargetKindLength = 60;

    internal AuditEntry(AuditHead head, AuditFact fact, DateTimeOffset now)
    {
        CompanyId = head.CompanyId;
        Seq = head.Seq + 1;

        // No finer than every database keeps it: the hash covers it.
        At = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        ActorKind = fact.Actor.Kind;
        ActorId = fact.Actor.Id;
        ActorRole = fact.Actor.Role;
        Action = fact.Action;
        TargetKind = fact.Target?.Kind;
        TargetId = fact.Target?.Id;
        Data = fact.Data;
        PrevHash = head.Hash;
        Hash = AuditHash.Of(this);
    }

    private AuditEntry()
    {
        Action = Data = null!;
        PrevHash = Hash = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>1 for the company's first, and one more for each.</summary>
    public long Seq { get; private set; }

    /// <summary>To the millisecond.</summary>
    public DateTimeOffset At { get; private set; }

    public AuditActorKind ActorKind { get; private set; }

    public Guid? ActorId { get; private set; }

    public Role? ActorRole { get; private set; }

    public string Action { get; private set; }

    public string? TargetKind { get; private set; }

    public Guid? TargetId { get; private set; }

    public string Data { get; private set; }

    /// <summary><see cref="Hash"/> of the entry before; zeros for the first.</summary>
    public byte[] PrevHash { get; private set; }

    /// <summary>SHA-256 over everything above (<see cref="AuditHash"/>).</summary>
    public byte[] Hash { get; private set; }
}

/// <summary>
/// Where a company's chain ends at present. In a row of its own: whoever takes away the newest entries leaves a head that points to one
/// that is not there. It is locked while an entry is appended, so there is no second entry with the same number.
/// </summary>
public sealed class AuditHead : ICompanyOwned
{
    private AuditHead()
    {
        Hash = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>Of the newest entry; 0: there is none yet.</summary>
    public long Seq { get; private set; }

    public byte[] Hash { get; private set; }

    /// <summary>The end of a chain without entries.</summary>
    public static AuditHead Start(Guid companyId) => At(companyId, 0, AuditHash.BeforeTheFirst.ToArray());

    /// <summary>The end of the chain as it has just been read.</summary>
    public static AuditHead At(Guid companyId, long seq, byte[] hash) => new() { CompanyId = companyId, Seq = seq, Hash = hash };

    public AuditEntry Append(AuditFact fact, DateTimeOffset now)
    {
        var entry = new AuditEntry(this, fact, now);
        Seq = entry.Seq;
        Hash = entry.Hash;
        return entry;
    }
}
