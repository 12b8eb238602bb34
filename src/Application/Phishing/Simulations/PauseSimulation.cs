using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Stops sending until the simulation is resumed; what is under way at this moment still goes out.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record PauseSimulationCommand(Guid Id) : ICommand<Success>;

internal sealed class PauseSimulationValidator : AbstractValidator<PauseSimulationCommand>
{
    public PauseSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class PauseSimulationHandler(IRepository<Simulation> simulations, IWorkQueue queue) : ICommandHandler<PauseSimulationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(PauseSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        await queue.Hold(simulation.Id, cancellationToken);
        return simulation.Pause();
    }
}
