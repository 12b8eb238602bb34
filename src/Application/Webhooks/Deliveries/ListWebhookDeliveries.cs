using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks.Deliveries;

/// <summary>What partners have been told or are to be told, newest first; kept for thirty days.</summary>
[RequirePermission(Permission.ManageCompany)]
public sealed record ListWebhookDeliveriesQuery(
    Guid? EndpointId = null, WebhookDeliveryStatus? Status = null, string? Cursor = null, int? Limit = null)
    : IQuery<CursorPage<WebhookDeliveryRow>>, ICursorQuery;

/// <param name="EventId">As partners know it.</param>
/// <param name="Attempts">Tries since it was made or last replayed.</param>
/// <param name="Response">The beginning of the answer, or why there is none.</param>
public sealed record WebhookDeliveryRow(
    Guid Id,
    Guid EndpointId,
    Guid EventId,
    string Type,
    DateTimeOffset OccurredAt,
    WebhookDeliveryStatus Status,
    int Attempts,
    int? ResponseStatus,
    string? Response,
    DateTimeOffset CreatedAt,
    DateTimeOffset? TriedAt);

internal sealed class ListWebhookDeliveriesValidator : AbstractValidator<ListWebhookDeliveriesQuery>
{
    public ListWebhookDeliveriesValidator()
    {
        this.ValidateCursor();
        RuleFor(query => query.Status).IsInEnum();
        RuleFor(query => query.Cursor).Must(cursor => cursor is null || TimeCursor.TryParse(cursor, out _))
            .WithMessage("Use the nextCursor of the page before.");
    }
}

internal sealed class ListWebhookDeliveriesHandler(IReader<WebhookDelivery> deliveries)
    : IQueryHandler<ListWebhookDeliveriesQuery, CursorPage<WebhookDeliveryRow>>
{
    public async Task<ErrorOr<CursorPage<WebhookDeliveryRow>>> Handle(ListWebhookDeliveriesQuery request, CancellationToken cancellationToken)
    {
        var limit = request.LimitOrDefault();
        var rows = await deliveries.ListAsync<WebhookDeliveryRow>(new DeliveriesSpec(request, limit + 1), cancellationToken);
        var page = rows.Take(limit).ToList();
        return new CursorPage<WebhookDeliveryRow>(page, rows.Count > limit ? new TimeCursor(page[^1].CreatedAt, page[^1].Id).ToString() : null);
    }

    /// <summary>Ids sort by time.</summary>
    private sealed class DeliveriesSpec : Specification<WebhookDelivery>
    {
        public DeliveriesSpec(ListWebhookDeliveriesQuery query, int take)
        {
            var before = query.Cursor is { } text && TimeCursor.TryParse(text, out var cursor) ? cursor!.Id : (Guid?)null;
            Query
                .Where(delivery => delivery.EndpointId == query.EndpointId, query.EndpointId is not null)
                .Where(delivery => delivery.Status == query.Status, query.Status is not null)
                .Where(delivery => delivery.Id < before, before is not null)
                .OrderByDescending(delivery => delivery.Id)
                .Take(take);
        }
    }
}

internal sealed class WebhookDeliveryRowProfile : Profile
{
    public WebhookDeliveryRowProfile() => CreateProjection<WebhookDelivery, WebhookDeliveryRow>();
}
