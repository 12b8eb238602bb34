using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Analytics;

/// <summary>
/// Takes the next portion of what people did with their lures into account. Reads what the simulations have written down anyway, so that
/// neither a click nor a delivery waits for a score.
/// </summary>
/// <param name="After">The last event of the portion before; null: go on where the last look ended.</param>
/// <param name="IsNightly">Look back further, for what came late.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record FollowBehaviourCommand(Guid? After, bool IsNightly) : ICommand<BehaviourProgress>
{
    public const int PortionSize = 500;
}

/// <param name="Last">Null: there is no more.</param>
/// <param name="Wait">When to look again.</param>
public sealed record BehaviourProgress(Guid? Last, TimeSpan Wait);

internal sealed class FollowBehaviourHandler(
    IRepository<RiskFeed> feeds,
    IReader<SimulationEvent> lines,
    IReader<Recipient> recipients,
    IRepository<User> users,
    RiskLedger ledger,
    PointLedger points,
    ITenant tenant,
    TimeProvider clock) : ICommandHandler<FollowBehaviourCommand, BehaviourProgress>
{
    public async Task<ErrorOr<BehaviourProgress>> Handle(FollowBehaviourCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var feed = await feeds.OfCompany(tenant, cancellationToken);
        var start = request.After ?? feed.Start(request.IsNightly, now);
        var portion = await lines.ListAsync<BehaviourLine>(new BehaviourSpec(start), cancellationToken);
        if (portion.Count == 0)
        {
            return new BehaviourProgress(Last: null, feed.Wait(now));
        }

        var recipientIds = portion.Select(line => line.RecipientId).Distinct().ToList();
        var outcomes = await recipients.ListAsync<LureOutcome>(new IdsSpec<Recipient>(recipientIds), cancellationToken);
        var userIds = outcomes.Select(outcome => outcome.UserId).Distinct().ToList();
        var present = (await users.ListAsync(new PresentPeopleSpec(userIds), cancellationToken)).ToHashSet();
        var news = outcomes.Where(outcome => present.Contains(outcome.UserId)).SelectMany(outcome => outcome.Facts()).ToList();
        await points.Add([.. news.Where(entry => entry.Fact.Kind == RiskEventKind.LureReported)
            .Select(entry => PointFact.Of(entry.UserId, PointKind.LureReported, entry.Fact.SourceId, entry.Fact.At))], cancellationToken);
        await ledger.Assess(present, news, cancellationToken);
        feed.Read(portion[^1].Id, portion.Max(line => line.At), now);
        return new BehaviourProgress(portion.Count < FollowBehaviourCommand.PortionSize ? null : portion[^1].Id, feed.Wait(now));
    }

    private sealed class BehaviourSpec : Specification<SimulationEvent>
    {
        public BehaviourSpec(Guid? after) => Query
            .Where(line => line.Id > after, after is not null)
            .Where(line => line.Verdict == Verdict.Human && line.Kind != SimulationEventKind.Failed && line.Kind != SimulationEventKind.Skipped)
            .OrderBy(line => line.Id)
            .Take(FollowBehaviourCommand.PortionSize);
    }

    /// <summary>Whoever has been erased is still in the simulations, without a name, and gets no score any more.</summary>
    private sealed class PresentPeopleSpec : Specification<User, Guid>
    {
        public PresentPeopleSpec(IReadOnlyCollection<Guid> ids)
        {
            Query.Where(user => ids.Contains(user.Id)).IncludeDeleted();
            Selector = user => user.Id;
        }
    }
}

internal sealed record BehaviourLine(Guid Id, Guid RecipientId, DateTimeOffset At);

internal sealed record LureOutcome(
    Guid Id,
    Guid UserId,
    DateTimeOffset? SentAt,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClickedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? ReportedAt,
    bool IsPseudonymous)
{
    public static LureOutcome Of(Recipient recipient) => new(
        recipient.Id, recipient.UserId, recipient.SentAt, recipient.OpenedAt, recipient.ClickedAt, recipient.SubmittedAt, recipient.ReportedAt,
        recipient.IsPseudonymous);

    /// <summary>Of what came of a lure in works-council mode nothing is known, not even that it was left alone.</summary>
    public IEnumerable<LedgerEntry> Facts()
    {
        if (IsPseudonymous)
        {
            yield break;
        }

        (RiskEventKind Kind, DateTimeOffset? At)[] times =
        [
            (RiskEventKind.LureIgnored, SentAt),
            (RiskEventKind.LureOpened, OpenedAt),
            (RiskEventKind.LureClicked, ClickedAt),
            (RiskEventKind.LureSubmitted, SubmittedAt),
            (RiskEventKind.LureReported, ReportedAt),
        ];
        foreach (var (kind, time) in times)
        {
            if (time is { } at)
            {
                yield return new LedgerEntry(UserId, new RiskFact(Id, kind, at));
            }
        }
    }
}

internal sealed class LureOutcomeProfile : Profile
{
    public LureOutcomeProfile()
    {
        CreateProjection<SimulationEvent, BehaviourLine>();
        CreateProjection<Recipient, LureOutcome>();
    }
}

internal static class RiskFeeds
{
    public static async Task<RiskFeed> OfCompany(this IRepository<RiskFeed> feeds, ITenant tenant, CancellationToken ct)
    {
        var companyId = tenant.CompanyId!.Value;
        if (await feeds.GetByIdAsync(companyId, ct) is { } feed)
        {
            return feed;
        }

        feed = RiskFeed.Of(companyId);
        feeds.Add(feed);
        return feed;
    }
}
