using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks.Deliveries;

/// <summary>Brings one event to one endpoint, or tries to. Killed in between, it is sent again: partners know it by its id.</summary>
internal sealed class WebhookWorker(ICompanyScope company, IWebhookSender sender) : IWorkHandler
{
    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMinutes(5);

    public WorkKind Kind => WorkKind.Webhook;

    /// <summary>One for each endpoint.</summary>
    public bool HasLanes => true;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var found = await company.Send(item.CompanyId, new GetDueWebhookQuery(item.SubjectId), ct);
        if (found.IsError)
        {
            return found.FirstError == WebhookErrors.DeliveryNotFound ? WorkOutcome.Done : WorkOutcome.Failed(found.FirstError.Code);
        }

        if (found.Value.IsHeldBack)
        {
            return WorkOutcome.Again(HeldBackFor);
        }

        var answer = found.Value.Message is { } message ? await sender.Send(message, ct) : null;
        var recorded = await company.Send(item.CompanyId, new RecordWebhookCommand(item.SubjectId, answer), ct);
        return recorded.IsError ? WorkOutcome.Failed(recorded.FirstError.Code)
            : recorded.Value.RetryAfter is { } delay ? WorkOutcome.Again(WithJitter(delay))
            : WorkOutcome.Done;
    }

    /// <summary>What failed together does not come back together.</summary>
    private static TimeSpan WithJitter(TimeSpan delay) => delay * (0.8 + (0.4 * Random.Shared.NextDouble()));
}
