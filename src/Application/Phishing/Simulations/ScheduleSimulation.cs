using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Has a draft launched at its start.</summary>
/// <param name="StartsAt">Absent: the start that the draft names.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record ScheduleSimulationCommand(Guid Id, DateTimeOffset? StartsAt = null) : ICommand<Success>;

internal sealed class ScheduleSimulationValidator : AbstractValidator<ScheduleSimulationCommand>
{
    public ScheduleSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ScheduleSimulationHandler(IRepository<Simulation> simulations, SimulationLauncher launcher, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<ScheduleSimulationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ScheduleSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        if ((request.StartsAt ?? simulation.Plan.StartsAt) is not { } startsAt)
        {
            return SimulationErrors.StartMissing.On("startsAt");
        }

        var scheduled = simulation.Schedule(startsAt, clock.GetUtcNow());
        if (scheduled.IsError)
        {
            return scheduled.Errors.On("startsAt");
        }

        // What would keep it from being launched is better said now than at night.
        if (await launcher.Check(simulation, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        queue.Enqueue(WorkKind.SimulationLaunch, simulation.Id, startsAt, groupId: simulation.Id);
        return Result.Success;
    }
}
