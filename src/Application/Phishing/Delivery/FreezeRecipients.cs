using System.Linq.Expressions;
using System.Security.Cryptography;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Delivery;

/// <summary>
/// Writes down the next portion of a launched simulation's recipients, each with the work of sending their mail. The place reached is
/// part of the same transaction, so that nobody is left out and nobody comes twice, whenever the service is killed.
/// </summary>
[PlatformScope]
[RetryOnConflict]
public sealed record FreezeRecipientsCommand(Guid SimulationId) : ICommand<FreezeProgress>
{
    public const int PortionSize = 500;
}

public sealed record FreezeProgress(bool IsComplete);

internal sealed class FreezeRecipientsValidator : AbstractValidator<FreezeRecipientsCommand>
{
    public FreezeRecipientsValidator() => RuleFor(command => command.SimulationId).NotEmpty();
}

internal sealed class FreezeRecipientsHandler(
    IRepository<Simulation> simulations,
    IRepository<User> users,
    IRepository<Company> companies,
    IRepository<Recipient> recipients,
    LureDomainRules domains,
    GroupCriteria groups,
    RecipientSnapshots snapshots,
    ILureHistory history,
    IWorkQueue queue,
    TimeProvider clock) : ICommandHandler<FreezeRecipientsCommand, FreezeProgress>
{
    private static readonly FreezeProgress Complete = new(IsComplete: true);

    public async Task<ErrorOr<FreezeProgress>> Handle(FreezeRecipientsCommand request, CancellationToken cancellationToken)
    {
        var simulation = await simulations.SingleOrDefaultAsync(new SimulationWithLuresSpec(request.SimulationId), cancellationToken);
        if (simulation is not { IsFrozen: false, Status: SimulationStatus.Running or SimulationStatus.Paused })
        {
            return Complete;
        }

        var (members, excluded) = await groups.MembersOf(simulation.FreezingAudience, cancellationToken);
        var people = await users.ListAsync(new FreezePortionSpec(simulation, members, excluded), cancellationToken);
        var company = await companies.GetByIdAsync(simulation.CompanyId, cancellationToken);
        var bookings = new HourlyBookings(simulation.HourlyMails);
        var times = Plan(simulation, company!, await Eligible(simulation, people, cancellationToken), bookings);
        await Freeze(simulation, company!, times, cancellationToken);

        var isLast = people.Count < FreezeRecipientsCommand.PortionSize;
        var endsFirstRound = isLast && simulation.FreezingRound == 0;
        simulation.FreezeUpTo(people.LastOrDefault()?.Id, isLast, times.Count == 0 ? null : times.Max(planned => planned.At), bookings);

        // Those of later rounds, which may have been added before the first has ended, are waited for by the one that the first leaves.
        if (endsFirstRound)
        {
            queue.Enqueue(WorkKind.SimulationCompletion, simulation.Id, simulation.LastSendAt ?? clock.GetUtcNow(), groupId: simulation.Id);
        }

        return new FreezeProgress(simulation.IsFrozen);
    }

    private async Task<List<User>> Eligible(Simulation simulation, List<User> people, CancellationToken ct)
    {
        var allowed = await domains.Load(ct);
        var eligible = people.FindAll(person => allowed.MayReceive(person.EmailDomain));
        if (simulation.FreezingRound == 0)
        {
            return eligible;
        }

        var ids = eligible.ConvertAll(person => person.Id);
        var known = (await recipients.ListAsync(new AlreadyFrozenSpec(simulation.Id, ids), ct)).ToHashSet();
        return eligible.FindAll(person => !known.Contains(person.Id));
    }

    /// <summary>Whoever has no room any more although there was some when the launch was checked is not left out, but gets their mail at the end.</summary>
    private static List<(User Person, DateTimeOffset At)> Plan(Simulation simulation, Company company, List<User> people, HourlyBookings bookings)
    {
        var planner = simulation.Planner(bookings);
        return people.ConvertAll(person => (
            person,
            planner.TimeFor(person.Id, person.EmailDomain, person.TimeZone ?? company.TimeZone)?.At ?? simulation.FreezingSince + SendWindow.MaxLength));
    }

    private async Task Freeze(Simulation simulation, Company company, List<(User Person, DateTimeOffset At)> planned, CancellationToken ct)
    {
        var times = planned.ToDictionary(entry => entry.Person.Id, entry => entry.At);
        var past = await history.Of(times.Keys, ct);
        var picker = simulation.Picker();
        var now = clock.GetUtcNow();
        foreach (var person in await snapshots.Take(company, planned.ConvertAll(entry => entry.Person), person => times[person.Id], ct))
        {
            var choice = picker.Pick(person.UserId, person.Language, [.. past[person.UserId]], simulation.SendsFrom ?? simulation.FreezingSince);
            var recipient = Recipient.Freeze(
                simulation, choice, person, times[person.UserId], new Guid(RandomNumberGenerator.GetBytes(16)), now);
            recipients.Add(recipient);
            queue.Enqueue(WorkKind.Lure, recipient.Id, recipient.SendAt, groupId: simulation.Id, laneId: simulation.Plan.SendingProfileId);
        }
    }
}

internal sealed class SimulationWithLuresSpec : SingleResultSpecification<Simulation>
{
    public SimulationWithLuresSpec(Guid id) => Query.Where(simulation => simulation.Id == id).Include(simulation => simulation.Lures);
}

/// <summary>Whoever came after the launch, or after they were added, is not part of the simulation.</summary>
internal sealed class FreezePortionSpec : Specification<User>
{
    public FreezePortionSpec(Simulation simulation, Expression<Func<User, bool>> members, Expression<Func<User, bool>>? excluded)
    {
        var (after, since) = (simulation.FrozenUpTo, simulation.FreezingSince);
        Query
            .InAudience(simulation.FreezingAudience, members, excluded)
            .Where(user => user.CreatedAt <= since)
            .Where(user => user.Id > after, condition: after is not null)
            .OrderBy(user => user.Id)
            .Take(FreezeRecipientsCommand.PortionSize)
            .AsNoTracking();
    }
}

/// <summary>Who of some people is in the simulation already.</summary>
internal sealed class AlreadyFrozenSpec : Specification<Recipient, Guid>
{
    public AlreadyFrozenSpec(Guid simulationId, IReadOnlyList<Guid> userIds)
    {
        Query.Where(recipient => recipient.SimulationId == simulationId && userIds.Contains(recipient.UserId));
        Selector = recipient => recipient.UserId;
    }
}

internal sealed class FreezeWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.SimulationFreeze;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        while (true)
        {
            var progress = await companies.Send(item.CompanyId, new FreezeRecipientsCommand(item.SubjectId), ct);
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
