using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Has a draft launched at its start; where two people must agree, once somebody else has approved it.</summary>
/// <param name="StartsAt">Absent: the start that the draft names.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record ScheduleSimulationCommand(Guid Id, DateTimeOffset? StartsAt = null) : ICommand<Success>;

internal sealed class ScheduleSimulationValidator : AbstractValidator<ScheduleSimulationCommand>
{
    public ScheduleSimulationValidator()
    {
        RuleFor(command => command.Id).NotEmpty();
        RuleFor(command => command.StartsAt).IsInReach();
    }
}

internal sealed class ScheduleSimulationHandler(IRepository<Simulation> simulations, SimulationLauncher launcher, SimulationApprovals approvals)
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

        return await approvals.IsNeeded(simulation, cancellationToken)
            ? await approvals.Request(simulation, startsAt, cancellationToken)
            : await launcher.Schedule(simulation, startsAt, cancellationToken);
    }
}
