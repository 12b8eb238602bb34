using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Delivery;

/// <summary>What a sender needs for some recipients, and whether each may still be written to at this very moment.</summary>
[PlatformScope]
public sealed record GetDueLuresQuery(IReadOnlyList<Guid> RecipientIds) : IQuery<IReadOnlyList<DueLure>>;

public enum LureDecision
{
    Send,

    /// <summary>The simulation is paused, lures are stopped, the company must pay first, or it is not the time of day for them: come back later.</summary>
    Wait,

    /// <summary>Sent already, or the simulation is over.</summary>
    Drop,

    /// <summary>The person or their domain no longer qualifies.</summary>
    Skip,
}

/// <param name="SenderName">Null: the lure's own.</param>
/// <param name="SenderAddress">Null: the lure's own local part at the sender's domain.</param>
/// <param name="SendingProfileId">Null: the installation's own mail server.</param>
/// <param name="SenderDomain">Of the profile; null: the installation's.</param>
/// <param name="NotBefore">For a mail that waits for the right time of day; null: it is not known how long it waits.</param>
public sealed record DueLure(
    LureDecision Decision,
    LureAddressee To,
    Guid LureId,
    string? SenderName,
    string? SenderAddress,
    Guid? SendingProfileId,
    string? SenderDomain,
    DateTimeOffset? NotBefore = null);

internal sealed class GetDueLuresHandler(
    IRepository<Recipient> recipients, IRepository<Simulation> simulations, IRepository<User> users, IRepository<Company> companies,
    LureDomainRules domains, PhishingPolicies policies, ITenant tenant, TimeProvider clock)
    : IQueryHandler<GetDueLuresQuery, IReadOnlyList<DueLure>>
{
    public async Task<ErrorOr<IReadOnlyList<DueLure>>> Handle(GetDueLuresQuery request, CancellationToken cancellationToken)
    {
        var due = await recipients.ListAsync(new RecipientsByIdSpec(request.RecipientIds), cancellationToken);
        var simulationIds = due.Select(recipient => recipient.SimulationId).Distinct().ToList();
        var running = (await simulations.ListAsync(new UntrackedSimulationsSpec(simulationIds), cancellationToken))
            .ToDictionary(simulation => simulation.Id);
        var userIds = due.Select(recipient => recipient.UserId).ToList();
        var active = (await users.ListAsync(new ActiveUserEmailsSpec(userIds), cancellationToken)).ToDictionary(row => row.Id, row => row.Email);
        var company = await companies.GetByIdAsync(tenant.CompanyId!.Value, cancellationToken);
        var allowed = await domains.Load(cancellationToken);

        var isStopped = company?.MaySend(clock.GetUtcNow()) != true || await policies.AreLuresStopped(cancellationToken);
        var openings = new Openings(clock.GetUtcNow());

        return due.ConvertAll(recipient =>
        {
            var simulation = running[recipient.SimulationId];
            var decision = isStopped ? LureDecision.Wait : Decide(recipient, simulation, active.GetValueOrDefault(recipient.UserId), allowed);
            DateTimeOffset? notBefore = null;
            if (decision == LureDecision.Send && openings.For(simulation, recipient.TimeZone ?? company!.TimeZone) is var opening && opening > openings.Now)
            {
                (decision, notBefore) = (LureDecision.Wait, opening);
            }

            var to = new LureAddressee(
                recipient.CompanyId, recipient.Id, recipient.TrackingId, recipient.Email, recipient.FullName, recipient.MergeValues);
            var plan = simulation.Plan;
            return new DueLure(
                decision, to, recipient.LureId, plan.SenderName, plan.SenderAddress, plan.SendingProfileId, plan.SenderDomain, notBefore);
        });
    }

    private static LureDecision Decide(Recipient recipient, Simulation simulation, string? activeEmail, LureDomains allowed)
    {
        if (recipient.Delivery != DeliveryStatus.Pending || simulation.Status is SimulationStatus.Completed or SimulationStatus.Cancelled)
        {
            return LureDecision.Drop;
        }

        if (simulation.Status == SimulationStatus.Paused)
        {
            return LureDecision.Wait;
        }

        var domain = recipient.Email[(recipient.Email.LastIndexOf('@') + 1)..];
        var isSendersOwn = simulation.Plan.SenderDomain is not { } sender || !allowed.CheckSender($"any@{sender}").IsError;
        return isSendersOwn && activeEmail == recipient.Email && allowed.MayReceive(domain) ? LureDecision.Send : LureDecision.Skip;
    }

    /// <summary>
    /// When mails may go out next: a mail that was planned for the day must not go out at night because a pause, a switch or an outage has
    /// kept it until then.
    /// </summary>
    private sealed class Openings(DateTimeOffset now)
    {
        private readonly Dictionary<(Guid SimulationId, string TimeZone), DateTimeOffset> _known = [];

        public DateTimeOffset Now => now;

        public DateTimeOffset For(Simulation simulation, string timeZone)
        {
            if (!_known.TryGetValue((simulation.Id, timeZone), out var opening))
            {
                _known[(simulation.Id, timeZone)] = opening = simulation.NextOpening(now, timeZone) ?? now + SendWindow.MaxLength;
            }

            return opening;
        }
    }
}

internal sealed class RecipientsByIdSpec : Specification<Recipient>
{
    public RecipientsByIdSpec(IReadOnlyList<Guid> ids) => Query.Where(recipient => ids.Contains(recipient.Id)).AsNoTracking();
}

internal sealed class UntrackedSimulationsSpec : Specification<Simulation>
{
    public UntrackedSimulationsSpec(IReadOnlyList<Guid> ids) => Query.Where(simulation => ids.Contains(simulation.Id)).AsNoTracking();
}

internal sealed record ActiveUserEmail(Guid Id, string Email);

internal sealed class ActiveUserEmailsSpec : Specification<User, ActiveUserEmail>
{
    public ActiveUserEmailsSpec(IReadOnlyList<Guid> ids)
    {
        Query.Where(user => ids.Contains(user.Id) && user.Status == UserStatus.Active);
        Selector = user => new ActiveUserEmail(user.Id, user.Email);
    }
}
