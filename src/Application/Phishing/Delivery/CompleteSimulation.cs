using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Delivery;

/// <summary>Ends a simulation whose last mail has been delivered or has failed for good.</summary>
[PlatformScope]
public sealed record CompleteSimulationCommand(Guid SimulationId) : ICommand<SimulationStatus>;

internal sealed class CompleteSimulationValidator : AbstractValidator<CompleteSimulationCommand>
{
    public CompleteSimulationValidator() => RuleFor(command => command.SimulationId).NotEmpty();
}

internal sealed class CompleteSimulationHandler(IRepository<Simulation> simulations, IRepository<Recipient> recipients, TimeProvider clock)
    : ICommandHandler<CompleteSimulationCommand, SimulationStatus>
{
    public async Task<ErrorOr<SimulationStatus>> Handle(CompleteSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.SimulationId, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        if (!await recipients.AnyAsync(new PendingRecipientsSpec(simulation.Id), cancellationToken))
        {
            simulation.Complete(clock.GetUtcNow());
        }

        return simulation.Status;
    }
}

internal sealed class PendingRecipientsSpec : Specification<Recipient>
{
    public PendingRecipientsSpec(Guid simulationId) => Query
        .Where(recipient => recipient.SimulationId == simulationId && recipient.Delivery == DeliveryStatus.Pending);
}

internal sealed class CompletionWorker(ICompanyScope companies) : IWorkHandler
{
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(2);

    public WorkKind Kind => WorkKind.SimulationCompletion;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var status = await companies.Send(item.CompanyId, new CompleteSimulationCommand(item.SubjectId), ct);
        return status.IsError || status.Value is SimulationStatus.Completed or SimulationStatus.Cancelled
            ? WorkOutcome.Done
            : WorkOutcome.Again(NextLook);
    }
}
