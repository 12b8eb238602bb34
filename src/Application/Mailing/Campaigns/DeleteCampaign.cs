using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Removes a draft.</summary>
[RequirePermission(Permission.ManageMailing)]
public sealed record DeleteCampaignCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteCampaignHandler(IRepository<Campaign> campaigns) : ICommandHandler<DeleteCampaignCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        if (campaign.CheckDeletable() is { IsError: true } refused)
        {
            return refused.Errors;
        }

        campaigns.Remove(campaign);
        return Result.Deleted;
    }
}
