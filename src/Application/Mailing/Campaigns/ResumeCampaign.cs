using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Goes on where the campaign was paused.</summary>
[RequirePermission(Permission.ManageMailing)]
[RetryOnConflict]
public sealed record ResumeCampaignCommand(Guid Id) : ICommand<Success>;

internal sealed class ResumeCampaignHandler(IRepository<Campaign> campaigns, IWorkQueue queue) : ICommandHandler<ResumeCampaignCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ResumeCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        await queue.Release(campaign.Id, cancellationToken);
        return campaign.Resume();
    }
}
