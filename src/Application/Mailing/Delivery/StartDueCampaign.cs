using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>
/// Sends a scheduled campaign whose time has come. One that can no longer be sent is cancelled, with the reason; while a bill
/// is unpaid it waits.
/// </summary>
[PlatformScope]
public sealed record StartDueCampaignCommand(Guid Id) : ICommand<Success>;

internal sealed class StartDueCampaignHandler(
    IRepository<Campaign> campaigns, IRepository<Company> companies, CampaignStarter starter, TimeProvider clock)
    : ICommandHandler<StartDueCampaignCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(StartDueCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { Status: CampaignStatus.Scheduled } campaign)
        {
            return Result.Success;
        }

        var now = clock.GetUtcNow();
        if (await companies.GetByIdAsync(campaign.CompanyId, cancellationToken) is not { } company || !company.MaySend(now))
        {
            return CampaignErrors.HeldBack;
        }

        var started = await starter.Start(campaign, cancellationToken);
        return started.IsError ? campaign.Cancel(now, started.FirstError.Description) : started;
    }
}

internal sealed class CampaignStartWorker(ICompanyScope companies) : IWorkHandler
{
    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMinutes(5);

    public WorkKind Kind => WorkKind.CampaignStart;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var started = await companies.Send(item.CompanyId, new StartDueCampaignCommand(item.SubjectId), ct);
        return !started.IsError ? WorkOutcome.Done
            : started.FirstError == CampaignErrors.HeldBack ? WorkOutcome.Again(HeldBackFor)
            : WorkOutcome.Failed(started.FirstError.Code);
    }
}
