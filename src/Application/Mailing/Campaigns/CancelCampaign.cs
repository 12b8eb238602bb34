using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Ends a campaign for good. What has been sent stays, and what people do with it is still recorded.</summary>
[RequirePermission(Permission.ManageMailing)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record CancelCampaignCommand(Guid Id) : ICommand<Success>;

internal sealed class CancelCampaignHandler(IRepository<Campaign> campaigns, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<CancelCampaignCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(CancelCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        await queue.Discard(campaign.Id, cancellationToken);
        queue.Enqueue(WorkKind.CampaignCompletion, campaign.Id, now);
        return campaign.Cancel(now);
    }
}
