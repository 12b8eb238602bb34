using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Ends a simulation for good. What has been sent stays, and what people do with it is still recorded.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record CancelSimulationCommand(Guid Id) : ICommand<Success>;

internal sealed class CancelSimulationValidator : AbstractValidator<CancelSimulationCommand>
{
    public CancelSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class CancelSimulationHandler(IRepository<Simulation> simulations, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<CancelSimulationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(CancelSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        await queue.Discard(simulation.Id, cancellationToken);
        queue.Enqueue(WorkKind.SimulationCompletion, simulation.Id, now);
        return simulation.Cancel(now);
    }
}
