using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Goes on sending; what became due in the meantime goes out at once.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record ResumeSimulationCommand(Guid Id) : ICommand<Success>;

internal sealed class ResumeSimulationValidator : AbstractValidator<ResumeSimulationCommand>
{
    public ResumeSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ResumeSimulationHandler(IRepository<Simulation> simulations, IWorkQueue queue) : ICommandHandler<ResumeSimulationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ResumeSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        await queue.Release(simulation.Id, cancellationToken);
        return simulation.Resume();
    }
}
