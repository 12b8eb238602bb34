using System.Globalization;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Auditing;

/// <summary>Who did what in the company, newest first.</summary>
[RequirePermission(Permission.ReadAuditLog)]
public sealed record ListAuditLogQuery(
    Guid? ActorId = null,
    string? Action = null,
    Guid? TargetId = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Cursor = null,
    int? Limit = null) : IQuery<CursorPage<AuditLogRow>>, ICursorQuery;

internal sealed class ListAuditLogValidator : AbstractValidator<ListAuditLogQuery>
{
    public ListAuditLogValidator()
    {
        this.ValidateCursor();
        RuleFor(query => query.Action).MaximumLength(AuditEntry.MaxActionLength);
        RuleFor(query => query.Cursor).Must(cursor => cursor is null || ListAuditLogHandler.Place(cursor) is not null)
            .WithMessage("Use the nextCursor of the page before.");
    }
}

internal sealed class ListAuditLogHandler(IAuditLog log) : IQueryHandler<ListAuditLogQuery, CursorPage<AuditLogRow>>
{
    public async Task<ErrorOr<CursorPage<AuditLogRow>>> Handle(ListAuditLogQuery request, CancellationToken cancellationToken)
    {
        var filter = new AuditLogFilter(request.ActorId, request.Action, request.TargetId, request.From, request.To);
        return await log.Page(filter, request.Cursor is { } cursor ? Place(cursor) : null, request.LimitOrDefault(), cancellationToken);
    }

    /// <summary>A cursor is the number of the last entry on the page before.</summary>
    public static long? Place(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
