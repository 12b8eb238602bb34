using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Launches a draft or scheduled simulation now: freezes its lures at once and its recipients in the moments after.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record LaunchSimulationCommand(Guid Id) : ICommand<Success>;

internal sealed class LaunchSimulationValidator : AbstractValidator<LaunchSimulationCommand>
{
    public LaunchSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class LaunchSimulationHandler(IRepository<Simulation> simulations, SimulationLauncher launcher, IWorkQueue queue)
    : ICommandHandler<LaunchSimulationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(LaunchSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        if (simulation.Status == SimulationStatus.Scheduled)
        {
            await queue.Discard(simulation.Id, cancellationToken);
        }

        return await launcher.Launch(simulation, cancellationToken);
    }
}
