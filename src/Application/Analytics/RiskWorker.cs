using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Application.Analytics;

/// <summary>
/// Keeps one company's scores up to date, in portions: with what its people have done since the last look and, in the first look of a day,
/// with the time that has passed. There is one item for each company, not one for each person or event.
/// </summary>
internal sealed class RiskWorker(ICompanyScope company) : IWorkHandler
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    public WorkKind Kind => WorkKind.RiskUpdate;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var isNightly = await company.Send(item.CompanyId, new IsRiskNightDueQuery(), ct);
        if (isNightly.IsError)
        {
            return Failed(isNightly.FirstError);
        }

        BehaviourProgress? followed = null;
        do
        {
            var step = await company.Send(item.CompanyId, new FollowBehaviourCommand(followed?.Last, isNightly.Value), ct);
            if (step.IsError)
            {
                return Failed(step.FirstError);
            }

            followed = step.Value;
        }
        while (followed.Last is not null);

        var night = isNightly.Value ? await CloseDay(item.CompanyId, ct) : Result.Success;
        return night.IsError ? Failed(night.FirstError) : WorkOutcome.Again(followed.Wait);
    }

    private async Task<ErrorOr<Success>> CloseDay(Guid companyId, CancellationToken ct)
    {
        Guid? last = null;
        do
        {
            var step = await company.Send(companyId, new RecalculateRiskCommand(last), ct);
            if (step.IsError)
            {
                return step.Errors;
            }

            last = step.Value.Last;
        }
        while (last is not null);

        return await company.Send(companyId, new CloseRiskDayCommand(), ct);
    }

    /// <summary>The reason is kept with the item, and the company's scores go on with the next look.</summary>
    private static WorkOutcome Failed(Error error) => new(IsDone: false, error.Code, AfterFailure);
}

/// <summary>Whether this day's nightly work is still to be done.</summary>
[PlatformScope]
public sealed record IsRiskNightDueQuery : IQuery<bool>;

internal sealed class IsRiskNightDueHandler(IRepository<RiskFeed> feeds, ITenant tenant, TimeProvider clock) : IQueryHandler<IsRiskNightDueQuery, bool>
{
    public async Task<ErrorOr<bool>> Handle(IsRiskNightDueQuery request, CancellationToken cancellationToken)
    {
        var today = clock.GetUtcNow().Day();
        return !await feeds.AnyAsync(new ClosedSpec(tenant.CompanyId!.Value, today), cancellationToken);
    }

    private sealed class ClosedSpec : Specification<RiskFeed>
    {
        public ClosedSpec(Guid companyId, DateOnly day) => Query.Where(feed => feed.Id == companyId && feed.ClosedOn >= day);
    }
}

/// <summary>Every company gets the recurring work; the first of its simulations takes longer to plan than this.</summary>
internal sealed class ScheduleRiskUpdates(IWorkQueue queue, TimeProvider clock) : IDomainEventHandler<CompanyRegistered>
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(10);

    public Task Handle(CompanyRegistered domainEvent, CancellationToken ct)
    {
        queue.Enqueue(WorkKind.RiskUpdate, domainEvent.CompanyId, clock.GetUtcNow() + FirstLook);
        return Task.CompletedTask;
    }
}
