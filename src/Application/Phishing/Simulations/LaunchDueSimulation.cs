using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>
/// Launches a scheduled simulation whose time has come. One that can no longer be launched is cancelled, with the reason; while the kill
/// switch is on, or a bill unpaid, it waits.
/// </summary>
[PlatformScope]
[RetryOnConflict]
public sealed record LaunchDueSimulationCommand(Guid Id) : ICommand<Success>;

internal sealed class LaunchDueSimulationValidator : AbstractValidator<LaunchDueSimulationCommand>
{
    public LaunchDueSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class LaunchDueSimulationHandler(
    IRepository<Simulation> simulations, IRepository<Company> companies, SimulationLauncher launcher, TimeProvider clock)
    : ICommandHandler<LaunchDueSimulationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(LaunchDueSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { Status: SimulationStatus.Scheduled } simulation)
        {
            return Result.Success;
        }

        var now = clock.GetUtcNow();
        if (await companies.GetByIdAsync(simulation.CompanyId, cancellationToken) is not { } company || !company.MaySend(now))
        {
            return SimulationErrors.HeldBack;
        }

        var launched = await launcher.Launch(simulation, cancellationToken);
        if (launched.IsError && launched.FirstError == PhishingPolicyErrors.Stopped)
        {
            return launched;
        }

        return launched.IsError ? simulation.Cancel(now, launched.FirstError.Description) : launched;
    }
}

internal sealed class SimulationLaunchWorker(ICompanyScope companies) : IWorkHandler
{
    private static readonly TimeSpan StoppedDelay = TimeSpan.FromMinutes(1);

    public WorkKind Kind => WorkKind.SimulationLaunch;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var launched = await companies.Send(item.CompanyId, new LaunchDueSimulationCommand(item.SubjectId), ct);
        if (launched.IsError && (launched.FirstError == PhishingPolicyErrors.Stopped || launched.FirstError == SimulationErrors.HeldBack))
        {
            return WorkOutcome.Again(StoppedDelay);
        }

        return launched.IsError ? WorkOutcome.Failed(launched.FirstError.Code) : WorkOutcome.Done;
    }
}
