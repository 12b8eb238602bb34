using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Control;

/// <summary>Stops all lures of the company within the mails that are under way, or lets them go on.</summary>
/// <param name="Reason">Required to turn it on.</param>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record SetKillSwitchCommand(bool IsOn, string? Reason = null) : ICommand<Success>;

internal sealed class SetKillSwitchValidator : AbstractValidator<SetKillSwitchCommand>
{
    public SetKillSwitchValidator()
    {
        RuleFor(command => command.Reason).NotEmpty().When(command => command.IsOn);
        RuleFor(command => command.Reason).Text(PhishingPolicy.MaxReasonLength);
    }
}

internal sealed class SetKillSwitchHandler(
    PhishingPolicies policies, IRepository<Simulation> simulations, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<SetKillSwitchCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SetKillSwitchCommand request, CancellationToken cancellationToken)
    {
        var policy = await policies.GetForChange(cancellationToken);
        if (request.IsOn)
        {
            policy.Stop(request.Reason!, clock.GetUtcNow());
        }
        else
        {
            policy.GoOn();
        }

        // Each sender asks anyway; held work only keeps the queue quiet meanwhile.
        foreach (var id in await simulations.ListAsync(new RunningSimulationsSpec(), cancellationToken))
        {
            await (request.IsOn ? queue.Hold(id, cancellationToken) : queue.Release(id, cancellationToken));
        }

        return Result.Success;
    }

    private sealed class RunningSimulationsSpec : Specification<Simulation, Guid>
    {
        public RunningSimulationsSpec()
        {
            Query.Where(simulation => simulation.Status == SimulationStatus.Running);
            Selector = simulation => simulation.Id;
        }
    }
}
