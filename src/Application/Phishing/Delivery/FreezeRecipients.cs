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

        var members = await groups.MembersOf(simulation.Plan.Audience.GroupIds ?? [], cancellationToken);
        var people = await users.ListAsync(new FreezePortionSpec(simulation, members), cancellationToken);
        var allowed = await domains.Load(cancellationToken);
        var eligible = people.Where(person => allowed.MayReceive(person.EmailDomain)).ToList();
        var company = await companies.GetByIdAsync(simulation.CompanyId, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var person in await snapshots.Take(company!, eligible, person => simulation.SendTimeFor(person.Id), cancellationToken))
        {
            var lure = simulation.LureFor(person.UserId, person.Language);
            var recipient = Recipient.Freeze(simulation, lure, person, new Guid(RandomNumberGenerator.GetBytes(16)), now);
            recipients.Add(recipient);
            queue.Enqueue(WorkKind.Lure, recipient.Id, recipient.SendAt, groupId: simulation.Id, laneId: simulation.Plan.SendingProfileId);
        }

        var isLast = people.Count < FreezeRecipientsCommand.PortionSize;
        simulation.FreezeUpTo(people.LastOrDefault()?.Id, isLast);
        if (isLast)
        {
            queue.Enqueue(WorkKind.SimulationCompletion, simulation.Id, simulation.LastSendTime, groupId: simulation.Id);
        }

        return new FreezeProgress(isLast);
    }
}

internal sealed class SimulationWithLuresSpec : SingleResultSpecification<Simulation>
{
    public SimulationWithLuresSpec(Guid id) => Query.Where(simulation => simulation.Id == id).Include(simulation => simulation.Lures);
}

/// <summary>Whoever came after the launch is not part of the simulation.</summary>
internal sealed class FreezePortionSpec : Specification<User>
{
    public FreezePortionSpec(Simulation simulation, Expression<Func<User, bool>> members)
    {
        var (after, launchedAt) = (simulation.FrozenUpTo, simulation.LaunchedAt);
        Query
            .InAudience(simulation.Plan.Audience, members)
            .Where(user => user.CreatedAt <= launchedAt)
            .Where(user => user.Id > after, condition: after is not null)
            .OrderBy(user => user.Id)
            .Take(FreezeRecipientsCommand.PortionSize)
            .AsNoTracking();
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
