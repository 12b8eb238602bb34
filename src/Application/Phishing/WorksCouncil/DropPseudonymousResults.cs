using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>
/// Drops a portion of what an earlier count has written down and not brought to its end. A mail may have come back since, and figures and list are
/// to be about the same people. Results that are closed stay.
/// </summary>
[PlatformScope]
[RetryOnConflict]
public sealed record DropPseudonymousResultsCommand(Guid SimulationId) : ICommand<DroppedResults>;

/// <param name="IsMore">There may be more.</param>
public sealed record DroppedResults(bool IsMore);

internal sealed class DropPseudonymousResultsValidator : AbstractValidator<DropPseudonymousResultsCommand>
{
    public DropPseudonymousResultsValidator() => RuleFor(command => command.SimulationId).NotEmpty();
}

internal sealed class DropPseudonymousResultsHandler(IRepository<Simulation> simulations, IPseudonymousRecords records)
    : ICommandHandler<DropPseudonymousResultsCommand, DroppedResults>
{
    private const int Portion = 2000;

    public async Task<ErrorOr<DroppedResults>> Handle(DropPseudonymousResultsCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.SimulationId, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        return simulation.ResultsClosedAt is null
            ? new DroppedResults(await records.RemoveResults(simulation.Id, Portion, cancellationToken) == Portion)
            : new DroppedResults(IsMore: false);
    }
}
