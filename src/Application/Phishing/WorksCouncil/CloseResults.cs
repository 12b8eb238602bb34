using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>From now on the results of a simulation in works-council mode are shown. Figures are chosen once, for good.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record CloseResultsCommand(Guid SimulationId, DisclosedResults Results) : ICommand<Success>;

internal sealed class CloseResultsValidator : AbstractValidator<CloseResultsCommand>
{
    public CloseResultsValidator() => RuleFor(command => command.Results).NotNull();
}

internal sealed class CloseResultsHandler(IRepository<Simulation> simulations, TimeProvider clock) : ICommandHandler<CloseResultsCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(CloseResultsCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.SimulationId, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        simulation.CloseResults(request.Results, clock.GetUtcNow());
        return Result.Success;
    }
}
