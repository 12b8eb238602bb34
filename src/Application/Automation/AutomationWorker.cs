using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Application.Automation;

/// <summary>
/// Lets one company's rules answer what its people have done since the last look, in portions. There is one item for each company, not one for
/// each rule or event; killed in the middle, the next look starts where this one did.
/// </summary>
internal sealed class AutomationWorker(ICompanyScope company) : IWorkHandler
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(2);

    public WorkKind Kind => WorkKind.Automation;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var look = await company.Send(item.CompanyId, new StartRuleLookQuery(), ct);
        if (look.IsError)
        {
            return Failed(look.FirstError);
        }

        if (look.Value.From is { } from)
        {
            foreach (var source in Enum.GetValues<OccurrenceSource>())
            {
                var read = await Follow(item.CompanyId, source, from, ct);
                if (read.IsError)
                {
                    return Failed(read.FirstError);
                }
            }
        }

        var ended = await company.Send(item.CompanyId, new EndRuleLookCommand(look.Value.At), ct);
        return ended.IsError ? Failed(ended.FirstError) : WorkOutcome.Again(look.Value.From is null ? IdleInterval : Interval);
    }

    private async Task<ErrorOr<Success>> Follow(Guid companyId, OccurrenceSource source, DateTimeOffset from, CancellationToken ct)
    {
        TimeCursor? last = null;
        do
        {
            var step = await company.Send(companyId, new RunRulesCommand(source, from, last), ct);
            if (step.IsError)
            {
                return step.Errors;
            }

            last = step.Value.Last;
        }
        while (last is not null);

        return Result.Success;
    }

    /// <summary>The reason is kept with the item, and the rules go on with the next look.</summary>
    private static WorkOutcome Failed(Error error) => new(IsDone: false, error.Code, AfterFailure);
}

/// <summary>Where to go on.</summary>
[PlatformScope]
public sealed record StartRuleLookQuery : IQuery<RuleLook>;

/// <param name="At">Everything from before this moment is going to be seen.</param>
/// <param name="From">Null: neither a rule nor a partner is waiting for anything.</param>
public sealed record RuleLook(DateTimeOffset At, DateTimeOffset? From);

internal sealed class StartRuleLookHandler(
    IRepository<AutomationFeed> feeds,
    IRepository<AutomationRule> rules,
    IRepository<Company> companies,
    WebhookPublisher partners,
    ITenant tenant,
    TimeProvider clock)
    : IQueryHandler<StartRuleLookQuery, RuleLook>
{
    public async Task<ErrorOr<RuleLook>> Handle(StartRuleLookQuery request, CancellationToken cancellationToken)
    {
        var (now, companyId) = (clock.GetUtcNow(), tenant.CompanyId!.Value);
        var isWanted = (await companies.GetByIdAsync(companyId, cancellationToken))?.MaySend(now) == true
            && (await rules.AnyAsync(new EnabledRulesSpec(), cancellationToken) || await partners.IsWanted(OccurrenceNews.Types, cancellationToken));
        if (!isWanted)
        {
            return new RuleLook(now, From: null);
        }

        var feed = await feeds.GetByIdAsync(companyId, cancellationToken);
        return new RuleLook(now, feed?.SeenUntil ?? now - AutomationFeed.FirstReach);
    }
}

/// <summary>Notes how far the rules have seen what happens.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record EndRuleLookCommand(DateTimeOffset LookedAt) : ICommand<Success>;

internal sealed class EndRuleLookValidator : AbstractValidator<EndRuleLookCommand>
{
    public EndRuleLookValidator() => RuleFor(command => command.LookedAt).NotEmpty();
}

internal sealed class EndRuleLookHandler(IRepository<AutomationFeed> feeds, ITenant tenant) : ICommandHandler<EndRuleLookCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(EndRuleLookCommand request, CancellationToken cancellationToken)
    {
        var companyId = tenant.CompanyId!.Value;
        if (await feeds.GetByIdAsync(companyId, cancellationToken) is { } feed)
        {
            feed.See(request.LookedAt);
        }
        else
        {
            feeds.Add(AutomationFeed.Of(companyId, request.LookedAt));
        }

        return Result.Success;
    }
}

/// <summary>Every company gets the recurring work.</summary>
internal sealed class ScheduleAutomation(IWorkQueue queue, TimeProvider clock) : IDomainEventHandler<CompanyRegistered>
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(2);

    public Task Handle(CompanyRegistered domainEvent, CancellationToken ct)
    {
        queue.Enqueue(WorkKind.Automation, domainEvent.CompanyId, clock.GetUtcNow() + FirstLook);
        return Task.CompletedTask;
    }
}
