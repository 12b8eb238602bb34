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
/// Launches a draft or scheduled simulation now: freezes its lures at once and its recipients in the moments after. Where two
/// people must agree, it waits until somebody else has approved it.
/// </summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record LaunchSimulationCommand(Guid Id) : ICommand<Success>;

internal sealed class LaunchSimulationValidator : AbstractValidator<LaunchSimulationCommand>
{
    public LaunchSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class LaunchSimulationHandler(IRepository<Simulation> simulations, SimulationLauncher launcher, SimulationApprovals approvals, IWorkQueue queue)
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

        return await approvals.IsNeeded(simulation, cancellationToken)
            ? await approvals.Request(simulation, startsAt: null, cancellationToken)
            : await launcher.Launch(simulation, cancellationToken);
    }
}
