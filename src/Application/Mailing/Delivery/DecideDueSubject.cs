using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>Gives those who have waited for it the subject that did better, unless somebody has decided already.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record DecideDueSubjectCommand(Guid CampaignId) : ICommand<Success>;

internal sealed class DecideDueSubjectHandler(IRepository<Campaign> campaigns, ICampaignReports reports, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<DecideDueSubjectCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(DecideDueSubjectCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.CampaignId, cancellationToken)
            is not { IsUndecided: true, Test: { } test, Status: CampaignStatus.Sending or CampaignStatus.Paused } campaign)
        {
            return Result.Success;
        }

        var variants = (await reports.Stats(campaign.Id, cancellationToken))!.Variants;
        var now = clock.GetUtcNow();
        return campaign.Decide(test.Better(ResultOf(SubjectVariant.A), ResultOf(SubjectVariant.B)), now)
            .ThenDo(_ => queue.Enqueue(WorkKind.CampaignRelease, campaign.Id, now, groupId: campaign.Id));

        SubjectResult ResultOf(SubjectVariant variant) => variants.FirstOrDefault(stats => stats.Variant == variant) is { } stats
            ? new SubjectResult(stats.Sent, stats.Opened, stats.Clicked)
            : new SubjectResult(0, 0, 0);
    }
}

internal sealed class CampaignWinnerWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.CampaignWinner;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var decided = await companies.Send(item.CompanyId, new DecideDueSubjectCommand(item.SubjectId), ct);
        return decided.IsError ? WorkOutcome.Failed(decided.FirstError.Code) : WorkOutcome.Done;
    }
}
