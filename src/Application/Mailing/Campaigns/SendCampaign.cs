using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Sends a draft or scheduled campaign now: freezes what it says at once and whom it goes to in the moments after.</summary>
[RequirePermission(Permission.ManageMailing)]
[RetryOnConflict]
public sealed record SendCampaignCommand(Guid Id) : ICommand<Success>;

internal sealed class SendCampaignHandler(IRepository<Campaign> campaigns, CampaignStarter starter, IWorkQueue queue)
    : ICommandHandler<SendCampaignCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SendCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        if (campaign.Status == CampaignStatus.Scheduled)
        {
            await queue.Discard(campaign.Id, cancellationToken);
        }

        return await starter.Start(campaign, cancellationToken);
    }
}
