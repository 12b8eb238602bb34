using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Companies;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Drafts a simulation like an earlier one, whatever has become of that.</summary>
/// <param name="Name">Absent: the earlier one's, marked as a copy.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DuplicateSimulationCommand(Guid Id, string? Name = null) : ICommand<Guid>;

internal sealed class DuplicateSimulationValidator : AbstractValidator<DuplicateSimulationCommand>
{
    public DuplicateSimulationValidator() => RuleFor(command => command.Name).MaximumLength(Simulation.MaxNameLength);
}

internal sealed class DuplicateSimulationHandler(IRepository<Simulation> simulations, PlanRules rules, TimeProvider clock)
    : ICommandHandler<DuplicateSimulationCommand, Guid>
{
    private const string Mark = " (2)";

    public async Task<ErrorOr<Guid>> Handle(DuplicateSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        if (simulation.IsPseudonymous && await rules.Require(PlanFeature.WorksCouncil, cancellationToken) is { IsError: true } beyondPlan)
        {
            return beyondPlan.Errors;
        }

        var original = simulation.Plan.Name;
        var kept = original[..Math.Min(original.Length, Simulation.MaxNameLength - Mark.Length)];
        var copy = simulation.Duplicate(string.IsNullOrWhiteSpace(request.Name) ? kept + Mark : request.Name.Trim(), clock.GetUtcNow());
        simulations.Add(copy);
        return copy.Id;
    }
}
