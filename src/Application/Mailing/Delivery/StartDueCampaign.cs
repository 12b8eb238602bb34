using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>Sends a scheduled campaign whose time has come. One that can no longer be sent is cancelled, with the reason.</summary>
[PlatformScope]
public sealed record StartDueCampaignCommand(Guid Id) : ICommand<Success>;

internal sealed class StartDueCampaignHandler(IRepository<Campaign> campaigns, CampaignStarter starter, TimeProvider clock)
    : ICommandHandler<StartDueCampaignCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(StartDueCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { Status: CampaignStatus.Scheduled } campaign)
        {
            return Result.Success;
        }

        var started = await starter.Start(campaign, cancellationToken);
        return started.IsError ? campaign.Cancel(clock.GetUtcNow(), started.FirstError.Description) : started;
    }
}

internal sealed class CampaignStartWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.CampaignStart;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var started = await companies.Send(item.CompanyId, new StartDueCampaignCommand(item.SubjectId), ct);
        return started.IsError ? WorkOutcome.Failed(started.FirstError.Code) : WorkOutcome.Done;
    }
}
