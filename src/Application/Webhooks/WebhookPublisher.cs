using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

/// <summary>Writes down, in the unit of work in which something happens, which partners are to be told of it.</summary>
internal sealed class WebhookPublisher(
    IRepository<WebhookEndpoint> endpoints, IRepository<WebhookDelivery> deliveries, IWorkQueue queue, ITenant tenant, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private List<WebhookEndpoint>? _enabled;

    public static string Data(object facts) => JsonSerializer.Serialize(facts, Json);

    public async Task<bool> IsWanted(IReadOnlyCollection<string> types, CancellationToken ct) =>
        (await Enabled(ct)).Exists(endpoint => endpoint.Events.Any(types.Contains));

    /// <summary>Tells of something that cannot be told twice, because it happens in this very unit of work.</summary>
    /// <param name="facts">Becomes the JSON of <c>data</c>.</param>
    public async Task Publish(string type, Guid? userId, DateTimeOffset at, object facts, CancellationToken ct)
    {
        var wanting = (await Enabled(ct)).FindAll(endpoint => endpoint.Wants(type, at));
        if (wanting.Count > 0)
        {
            var news = new WebhookNews(type, Guid.CreateVersion7(clock.GetUtcNow()), userId, at, Data(facts));
            wanting.ForEach(endpoint => Tell(endpoint, news));
        }
    }

    /// <summary>Tells of what may have been told already.</summary>
    public async Task PublishOnce(IReadOnlyCollection<WebhookNews> news, CancellationToken ct)
    {
        var due = (await Enabled(ct))
            .SelectMany(endpoint => news.Where(item => endpoint.Wants(item.Type, item.OccurredAt)).Select(item => (Endpoint: endpoint, News: item)))
            .ToList();
        if (due.Count == 0)
        {
            return;
        }

        var known = (await deliveries.ListAsync(new KnownSpec([.. due.Select(pair => pair.News.EventId).Distinct()]), ct)).ToHashSet();
        foreach (var (endpoint, item) in due.Where(pair => known.Add(new Known(pair.Endpoint.Id, pair.News.EventId))))
        {
            Tell(endpoint, item);
        }
    }

    private void Tell(WebhookEndpoint endpoint, WebhookNews news)
    {
        var now = clock.GetUtcNow();
        var delivery = WebhookDelivery.Of(endpoint, news, now);
        deliveries.Add(delivery);
        queue.Enqueue(WorkKind.Webhook, delivery.Id, now, laneId: endpoint.Id);
    }

    /// <summary>Read once for all that happens in a unit of work.</summary>
    private async Task<List<WebhookEndpoint>> Enabled(CancellationToken ct) =>
        _enabled ??= tenant.CompanyId is null ? [] : await endpoints.ListAsync(new EnabledSpec(), ct);

    private sealed class EnabledSpec : Specification<WebhookEndpoint>
    {
        public EnabledSpec() => Query.Where(endpoint => endpoint.IsEnabled).OrderBy(endpoint => endpoint.Id).Take(WebhookEndpoint.MaxPerCompany).AsNoTracking();
    }

    private sealed class KnownSpec : Specification<WebhookDelivery, Known>
    {
        public KnownSpec(IReadOnlyCollection<Guid> eventIds)
        {
            Query.Where(delivery => eventIds.Contains(delivery.EventId));
            Selector = delivery => new Known(delivery.EndpointId, delivery.EventId);
        }
    }

    private sealed record Known(Guid EndpointId, Guid EventId);
}
