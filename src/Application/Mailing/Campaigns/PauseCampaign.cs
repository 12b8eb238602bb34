using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Stops sending until the campaign is resumed; what is under way at this moment still goes out.</summary>
[RequirePermission(Permission.ManageMailing)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record PauseCampaignCommand(Guid Id) : ICommand<Success>;

internal sealed class PauseCampaignHandler(IRepository<Campaign> campaigns, IWorkQueue queue) : ICommandHandler<PauseCampaignCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(PauseCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        await queue.Hold(campaign.Id, cancellationToken);
        return campaign.Pause();
    }
}
