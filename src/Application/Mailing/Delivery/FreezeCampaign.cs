using System.Linq.Expressions;
using System.Security.Cryptography;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>
/// Writes down the next portion of a campaign's people, each with the work of sending their mail. The place reached is part of the same
/// transaction, so that nobody is left out and nobody comes twice, whenever the service is killed.
/// </summary>
[PlatformScope]
[RetryOnConflict]
public sealed record FreezeCampaignCommand(Guid CampaignId) : ICommand<CampaignFreezeProgress>
{
    public const int PortionSize = 500;
}

public sealed record CampaignFreezeProgress(bool IsComplete);

internal sealed class FreezeCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<User> users,
    IRepository<Company> companies,
    IRepository<CampaignMessage> messages,
    PreferenceBook preferences,
    LureDomainRules domains,
    GroupCriteria groups,
    RecipientSnapshots snapshots,
    IWorkQueue queue,
    TimeProvider clock) : ICommandHandler<FreezeCampaignCommand, CampaignFreezeProgress>
{
    private static readonly CampaignFreezeProgress Complete = new(IsComplete: true);

    public async Task<ErrorOr<CampaignFreezeProgress>> Handle(FreezeCampaignCommand request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.SingleOrDefaultAsync(new CampaignWithEditionsSpec(request.CampaignId), cancellationToken);
        if (campaign is not { IsFrozen: false, Status: CampaignStatus.Sending or CampaignStatus.Paused })
        {
            return Complete;
        }

        var (members, excluded) = await groups.MembersOf(campaign.Plan.Audience, cancellationToken);
        var people = await users.ListAsync(new CampaignPortionSpec(campaign, members, excluded), cancellationToken);
        var allowed = await domains.Load(cancellationToken);
        var reachable = people.Where(person => allowed.MayReceive(person.EmailDomain)).ToList();
        var unwilling = await preferences.UnwillingAmong(reachable.ConvertAll(person => person.Id), campaign.Category!.Value, cancellationToken);
        var company = await companies.GetByIdAsync(campaign.CompanyId, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var person in await snapshots.Take(company!, reachable, _ => now, cancellationToken))
        {
            var message = CampaignMessage.Freeze(campaign, person, new Guid(RandomNumberGenerator.GetBytes(16)), now);
            messages.Add(message);
            if (unwilling.Contains(person.UserId))
            {
                message.Skip(SkipReasons.Unsubscribed, now);
            }
            else if (message.Variant is not null)
            {
                queue.Enqueue(WorkKind.CampaignMail, message.Id, now, groupId: campaign.Id);
            }
        }

        var isLast = people.Count < FreezeCampaignCommand.PortionSize;
        campaign.FreezeUpTo(people.LastOrDefault()?.Id, isLast);
        if (isLast)
        {
            queue.Enqueue(WorkKind.CampaignCompletion, campaign.Id, now, groupId: campaign.Id);
        }

        return new CampaignFreezeProgress(isLast);
    }
}

/// <summary>Why somebody got no mail although they were meant.</summary>
internal static class SkipReasons
{
    public const string Unsubscribed = "Unsubscribed.";
    public const string NotReachable = "No longer active, or no longer in a verified domain.";
    public const string Cancelled = "The campaign was cancelled.";
}

internal sealed class CampaignWithEditionsSpec : SingleResultSpecification<Campaign>
{
    public CampaignWithEditionsSpec(Guid id) => Query.Where(campaign => campaign.Id == id).Include(campaign => campaign.Editions);
}

/// <summary>Whoever came after the start is not part of the campaign.</summary>
internal sealed class CampaignPortionSpec : Specification<User>
{
    public CampaignPortionSpec(Campaign campaign, Expression<Func<User, bool>> members, Expression<Func<User, bool>>? excluded)
    {
        var (after, startedAt) = (campaign.FrozenUpTo, campaign.StartedAt);
        Query
            .InAudience(campaign.Plan.Audience, members, excluded)
            .Where(user => user.CreatedAt <= startedAt)
            .Where(user => user.Id > after, condition: after is not null)
            .OrderBy(user => user.Id)
            .Take(FreezeCampaignCommand.PortionSize)
            .AsNoTracking();
    }
}

internal sealed class CampaignFreezeWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.CampaignFreeze;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        while (true)
        {
            var progress = await companies.Send(item.CompanyId, new FreezeCampaignCommand(item.SubjectId), ct);
            if (progress.IsError)
            {
                return WorkOutcome.Failed(progress.FirstError.Code);
            }

            if (progress.Value.IsComplete)
            {
                return WorkOutcome.Done;
            }
        }
    }
}
