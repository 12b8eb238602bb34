using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Agrees to what somebody else has asked for: the simulation is launched or scheduled now.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record ApproveSimulationCommand(Guid Id) : ICommand<Success>;

internal sealed class ApproveSimulationValidator : AbstractValidator<ApproveSimulationCommand>
{
    public ApproveSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ApproveSimulationHandler(
    IRepository<Simulation> simulations, SimulationLauncher launcher, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<ApproveSimulationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ApproveSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        if (me.UserId is not { } userId)
        {
            return PhishingPolicyErrors.ApprovalIsForPeople;
        }

        if (simulation.Approve(userId, clock.GetUtcNow()) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        return simulation.RequestedStart is { } startsAt
            ? await launcher.Schedule(simulation, startsAt, cancellationToken)
            : await launcher.Launch(simulation, cancellationToken);
    }
}
