using System.Globalization;
using System.Text.Json;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Auditing;

public enum AuditLogFormat
{
    /// <summary>A table for a spreadsheet.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Jsonl,
}

/// <summary>The log as rows that are read while they are written out, oldest first. The export itself is in it.</summary>
/// <param name="Format">Absent: CSV.</param>
[RequirePermission(Permission.ReadAuditLog)]
public sealed record ExportAuditLogQuery(
    AuditLogFormat? Format = null,
    Guid? ActorId = null,
    string? Action = null,
    Guid? TargetId = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null) : IQuery<IAsyncEnumerable<AuditLogRow>>;

internal sealed class ExportAuditLogValidator : AbstractValidator<ExportAuditLogQuery>
{
    public ExportAuditLogValidator()
    {
        RuleFor(query => query.Format).IsInEnum();
        RuleFor(query => query.Action).MaximumLength(AuditEntry.MaxActionLength);
    }
}

internal sealed class ExportAuditLogHandler(IAuditLog log, IAuditTrail trail) : IQueryHandler<ExportAuditLogQuery, IAsyncEnumerable<AuditLogRow>>
{
    public Task<ErrorOr<IAsyncEnumerable<AuditLogRow>>> Handle(ExportAuditLogQuery request, CancellationToken cancellationToken)
    {
        trail.Note("auditing.export-audit-log", facts: Facts(request));
        var filter = new AuditLogFilter(request.ActorId, request.Action, request.TargetId, request.From, request.To);
        return Task.FromResult(log.Rows(filter, cancellationToken).ToErrorOr());
    }

    /// <summary>That there was a filter, not what it was: the log takes nothing that a caller can choose.</summary>
    private static Dictionary<string, string> Facts(ExportAuditLogQuery request) => new(StringComparer.Ordinal)
    {
        ["format"] = JsonNamingPolicy.CamelCase.ConvertName((request.Format ?? AuditLogFormat.Csv).ToString()),
        ["entries"] = request with { Format = null } == new ExportAuditLogQuery() ? "all" : "filtered",
    };
}

/// <summary>An entry on one line of a table; the time is written out to the millisecond, which the hash covers.</summary>
public sealed record AuditLogLine(
    long Seq, string At, string Actor, Guid? ActorId, string? ActorRole, string Action, string? Target, Guid? TargetId, string Data, string PrevHash, string Hash)
{
    public static AuditLogLine Of(AuditLogRow row) => new(
        row.Seq,
        row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        row.Actor.Kind.ToString(),
        row.Actor.Id,
        row.Actor.Role?.ToString(),
        row.Action,
        row.Target?.Kind,
        row.Target?.Id,
        row.Data.GetRawText(),
        row.PrevHash,
        row.Hash);
}
