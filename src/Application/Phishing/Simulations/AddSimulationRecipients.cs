using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>
/// Adds people to a simulation that is under way. They get the lures that were frozen at its launch, within what is left of its time; whoever
/// is in it already stays as they are.
/// </summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record AddSimulationRecipientsCommand(Guid Id, SimulationRecipients Recipients) : ICommand<Success>;

internal sealed class AddSimulationRecipientsValidator : AbstractValidator<AddSimulationRecipientsCommand>
{
    public AddSimulationRecipientsValidator() => RuleFor(command => command.Recipients).NotNull().SetValidator(new SimulationRecipientsValidator());
}

internal sealed class AddSimulationRecipientsHandler(
    IRepository<Simulation> simulations,
    IRepository<Recipient> recipients,
    AudienceReferences audiences,
    SimulationLauncher launcher,
    PhishingPolicies policies,
    IWorkQueue queue,
    TimeProvider clock)
    : ICommandHandler<AddSimulationRecipientsCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(AddSimulationRecipientsCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        if (simulation.ApprovedAt is not null || (await policies.Get(cancellationToken)).RequiresApproval)
        {
            return PhishingPolicyErrors.AdditionNotApproved;
        }

        var audience = request.Recipients.Audience;
        if (await audiences.Check(audience, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        var now = clock.GetUtcNow();
        if (simulation.Add(audience, now) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var there = await recipients.CountAsync(new RecipientsOfSpec(simulation.Id), cancellationToken);
        if (await launcher.CheckSize(audience, there, cancellationToken) is { IsError: true } tooMany)
        {
            return tooMany.Errors;
        }

        queue.Enqueue(WorkKind.SimulationFreeze, simulation.Id, now, groupId: simulation.Id);
        return Result.Success;
    }
}

internal sealed class RecipientsOfSpec : Specification<Recipient>
{
    public RecipientsOfSpec(Guid simulationId) => Query.Where(recipient => recipient.SimulationId == simulationId);
}
