using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing.Events;

/// <summary>What the payment provider has told, newest first.</summary>
[RequirePermission(Permission.OperatePlatform)]
public sealed record ListBillingEventsQuery(BillingEventStatus? Status = null, string? Cursor = null, int? Limit = null)
    : IQuery<CursorPage<BillingEventRow>>, ICursorQuery;

/// <param name="Reference">The provider's id.</param>
/// <param name="ForCompanyId">Null: of nobody whom the installation knows.</param>
/// <param name="Error">The code of the last error.</param>
public sealed record BillingEventRow(
    Guid Id,
    string Reference,
    string Type,
    string? ObjectReference,
    Guid? ForCompanyId,
    BillingEventStatus Status,
    int Attempts,
    string? Error,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? SettledAt);

internal sealed class ListBillingEventsValidator : AbstractValidator<ListBillingEventsQuery>
{
    public ListBillingEventsValidator()
    {
        this.ValidateCursor();
        RuleFor(query => query.Status).IsInEnum();
        RuleFor(query => query.Cursor).Must(cursor => cursor is null || TimeCursor.TryParse(cursor, out _))
            .WithMessage("Use the nextCursor of the page before.");
    }
}

internal sealed class ListBillingEventsHandler(IReader<BillingEvent> events) : IQueryHandler<ListBillingEventsQuery, CursorPage<BillingEventRow>>
{
    public async Task<ErrorOr<CursorPage<BillingEventRow>>> Handle(ListBillingEventsQuery request, CancellationToken cancellationToken)
    {
        var limit = request.LimitOrDefault();
        var rows = await events.ListAsync<BillingEventRow>(new EventsSpec(request, limit + 1), cancellationToken);
        var page = rows.Take(limit).ToList();
        return new CursorPage<BillingEventRow>(page, rows.Count > limit ? new TimeCursor(page[^1].ReceivedAt, page[^1].Id).ToString() : null);
    }

    /// <summary>Ids sort by time.</summary>
    private sealed class EventsSpec : Specification<BillingEvent>
    {
        public EventsSpec(ListBillingEventsQuery query, int take)
        {
            var before = query.Cursor is { } text && TimeCursor.TryParse(text, out var cursor) ? cursor!.Id : (Guid?)null;
            Query
                .Where(happened => happened.Status == query.Status, query.Status is not null)
                .Where(happened => happened.Id < before, before is not null)
                .OrderByDescending(happened => happened.Id)
                .Take(take);
        }
    }
}

internal sealed class BillingEventRowProfile : Profile
{
    public BillingEventRowProfile() => CreateProjection<BillingEvent, BillingEventRow>();
}
