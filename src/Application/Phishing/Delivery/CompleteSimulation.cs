using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Delivery;

/// <summary>
/// Ends a simulation whose last mail has been delivered or has failed for good; of one that was cancelled, leaves out some more of those
/// whose mail will now never go out.
/// </summary>
[PlatformScope]
public sealed record CompleteSimulationCommand(Guid SimulationId) : ICommand<CompletionProgress>;

public sealed record CompletionProgress(bool IsOver);

internal sealed class CompleteSimulationValidator : AbstractValidator<CompleteSimulationCommand>
{
    public CompleteSimulationValidator() => RuleFor(command => command.SimulationId).NotEmpty();
}

internal sealed class CompleteSimulationHandler(IRepository<Simulation> simulations, IRepository<Recipient> recipients, TimeProvider clock)
    : ICommandHandler<CompleteSimulationCommand, CompletionProgress>
{
    public async Task<ErrorOr<CompletionProgress>> Handle(CompleteSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.SimulationId, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        if (simulation.Status == SimulationStatus.Cancelled)
        {
            var left = await recipients.ListAsync(new PendingRecipientsSpec(simulation.Id), cancellationToken);
            left.ForEach(recipient => recipient.Skip("The simulation was cancelled.", now));
            return new CompletionProgress(left.Count < PendingRecipientsSpec.PortionSize);
        }

        if (!await recipients.AnyAsync(new PendingRecipientsSpec(simulation.Id), cancellationToken))
        {
            simulation.Complete(now);
        }

        return new CompletionProgress(simulation.Status == SimulationStatus.Completed);
    }
}

internal sealed class PendingRecipientsSpec : Specification<Recipient>
{
    public const int PortionSize = 500;

    public PendingRecipientsSpec(Guid simulationId) => Query
        .Where(recipient => recipient.SimulationId == simulationId && recipient.Delivery == DeliveryStatus.Pending)
        .OrderBy(recipient => recipient.Id)
        .Take(PortionSize);
}

internal sealed class CompletionWorker(ICompanyScope companies) : IWorkHandler
{
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(2);

    public WorkKind Kind => WorkKind.SimulationCompletion;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var progress = await companies.Send(item.CompanyId, new CompleteSimulationCommand(item.SubjectId), ct);
        if (progress.IsError)
        {
            return progress.FirstError == SimulationErrors.NotFound ? WorkOutcome.Done : WorkOutcome.Again(NextLook);
        }

        return progress.Value.IsOver ? WorkOutcome.Done : WorkOutcome.Again(NextLook);
    }
}
