using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>Has the next portion of those written to who have waited for the better subject.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record ReleaseWaitingCommand(Guid CampaignId) : ICommand<ReleaseProgress>
{
    public const int PortionSize = 500;
}

/// <param name="IsOver">Nobody is waiting, and nobody will be.</param>
/// <param name="IsPortionFull">There may be more at once.</param>
public sealed record ReleaseProgress(bool IsOver, bool IsPortionFull);

internal sealed class ReleaseWaitingHandler(
    IRepository<Campaign> campaigns, IRepository<CampaignMessage> messages, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<ReleaseWaitingCommand, ReleaseProgress>
{
    public async Task<ErrorOr<ReleaseProgress>> Handle(ReleaseWaitingCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.CampaignId, cancellationToken)
            is not { Winner: { } winner, Status: CampaignStatus.Sending or CampaignStatus.Paused } campaign)
        {
            return new ReleaseProgress(IsOver: true, IsPortionFull: false);
        }

        var waiting = await messages.ListAsync(new WaitingSpec(campaign.Id), cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var message in waiting)
        {
            message.Take(winner);
            queue.Enqueue(WorkKind.CampaignMail, message.Id, now, groupId: campaign.Id);
        }

        var isPortionFull = waiting.Count == ReleaseWaitingCommand.PortionSize;
        return new ReleaseProgress(campaign.IsFrozen && !isPortionFull, isPortionFull);
    }

    private sealed class WaitingSpec : Specification<CampaignMessage>
    {
        public WaitingSpec(Guid campaignId) => Query
            .Where(message => message.CampaignId == campaignId && message.Delivery == DeliveryStatus.Pending && message.Variant == null)
            .OrderBy(message => message.Id)
            .Take(ReleaseWaitingCommand.PortionSize);
    }
}

internal sealed class CampaignReleaseWorker(ICompanyScope companies) : IWorkHandler
{
    /// <summary>While people are still being written down.</summary>
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(2);

    public WorkKind Kind => WorkKind.CampaignRelease;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        while (true)
        {
            var released = await companies.Send(item.CompanyId, new ReleaseWaitingCommand(item.SubjectId), ct);
            if (released.IsError)
            {
                return WorkOutcome.Failed(released.FirstError.Code);
            }

            if (!released.Value.IsPortionFull)
            {
                return released.Value.IsOver ? WorkOutcome.Done : WorkOutcome.Again(NextLook);
            }
        }
    }
}
