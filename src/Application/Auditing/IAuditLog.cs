using System.Text.Json;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Auditing;

/// <summary>Reads of the current company's audit log.</summary>
public interface IAuditLog
{
    /// <param name="before">Only entries with smaller numbers; null: from the newest.</param>
    Task<CursorPage<AuditLogRow>> Page(AuditLogFilter filter, long? before, int limit, CancellationToken ct);

    /// <summary>From the oldest to the newest, without keeping them in memory.</summary>
    IAsyncEnumerable<AuditLogRow> Rows(AuditLogFilter filter, CancellationToken ct);

    /// <summary>The chain itself from the first entry to the one with the number, without keeping it in memory.</summary>
    IAsyncEnumerable<AuditEntry> Chain(long until, CancellationToken ct);

    /// <summary>Number of the newest entry, whatever the head says; 0: there is none.</summary>
    Task<long> Newest(CancellationToken ct);

    Task<AuditHead> Head(CancellationToken ct);
}

/// <summary>Absent means all.</summary>
/// <param name="Action">The whole name, such as <c>people.update-user</c>.</param>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
public sealed record AuditLogFilter(Guid? ActorId, string? Action, Guid? TargetId, DateTimeOffset? From, DateTimeOffset? To);

/// <param name="Seq">1 for the company's first entry, and one more for each.</param>
/// <param name="Data">Where it came from and what it changed.</param>
/// <param name="PrevHash">Hash of the entry before, in hexadecimal digits; zeros for the first.</param>
/// <param name="Hash">SHA-256 of the entry, in hexadecimal digits.</param>
public sealed record AuditLogRow(
    long Seq, DateTimeOffset At, AuditLogActor Actor, string Action, AuditLogTarget? Target, JsonElement Data, string PrevHash, string Hash)
{
    public static AuditLogRow Of(AuditEntry entry) => new(
        entry.Seq,
        entry.At,
        new AuditLogActor(entry.ActorKind, entry.ActorId, entry.ActorRole),
        entry.Action,
        entry is { TargetKind: { } kind, TargetId: { } id } ? new AuditLogTarget(kind, id) : null,
        Parse(entry.Data),
        Convert.ToHexStringLower(entry.PrevHash),
        Convert.ToHexStringLower(entry.Hash));

    /// <summary>An entry that somebody has tampered with is shown as what it is, rather than not at all.</summary>
    private static JsonElement Parse(string data)
    {
        try
        {
            return JsonElement.Parse(data);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(data);
        }
    }
}

public sealed record AuditLogActor(AuditActorKind Kind, Guid? Id, Role? Role);

public sealed record AuditLogTarget(string Kind, Guid Id);
