using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>
/// Ends a campaign whose last mail has been delivered or has failed for good; of one that was cancelled, leaves out some more of those
/// whose mail will now never go out.
/// </summary>
[PlatformScope]
[RetryOnConflict]
public sealed record CompleteCampaignCommand(Guid CampaignId) : ICommand<CampaignCompletionProgress>;

/// <param name="IsWaiting">For the better of two subjects: nothing changes soon.</param>
public sealed record CampaignCompletionProgress(bool IsOver, bool IsWaiting);

internal sealed class CompleteCampaignHandler(IRepository<Campaign> campaigns, IRepository<CampaignMessage> messages, TimeProvider clock)
    : ICommandHandler<CompleteCampaignCommand, CampaignCompletionProgress>
{
    private const int PortionSize = 500;

    public async Task<ErrorOr<CampaignCompletionProgress>> Handle(CompleteCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.CampaignId, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        if (campaign.Status == CampaignStatus.Cancelled)
        {
            var left = await messages.ListAsync(new PendingSpec(campaign.Id), cancellationToken);
            left.ForEach(message => message.Skip(SkipReasons.Cancelled, now));
            return new CampaignCompletionProgress(left.Count < PortionSize, IsWaiting: false);
        }

        if (!await messages.AnyAsync(new PendingSpec(campaign.Id), cancellationToken))
        {
            campaign.Complete(now);
        }

        return new CampaignCompletionProgress(campaign.Status == CampaignStatus.Completed, campaign.IsUndecided);
    }

    private sealed class PendingSpec : Specification<CampaignMessage>
    {
        public PendingSpec(Guid campaignId) => Query
            .Where(message => message.CampaignId == campaignId && message.Delivery == DeliveryStatus.Pending)
            .OrderBy(message => message.Id)
            .Take(PortionSize);
    }
}

internal sealed class CampaignCompletionWorker(ICompanyScope companies) : IWorkHandler
{
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LaterLook = TimeSpan.FromMinutes(1);

    public WorkKind Kind => WorkKind.CampaignCompletion;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var progress = await companies.Send(item.CompanyId, new CompleteCampaignCommand(item.SubjectId), ct);
        if (progress.IsError)
        {
            return progress.FirstError == CampaignErrors.NotFound ? WorkOutcome.Done : WorkOutcome.Again(NextLook);
        }

        return progress.Value.IsOver ? WorkOutcome.Done : WorkOutcome.Again(progress.Value.IsWaiting ? LaterLook : NextLook);
    }
}
