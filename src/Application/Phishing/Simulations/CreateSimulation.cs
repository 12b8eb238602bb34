using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Companies;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Drafts a simulation. Nothing is sent before it is scheduled or launched.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record CreateSimulationCommand(SimulationInput Simulation) : ICommand<Guid>;

internal sealed class CreateSimulationValidator : AbstractValidator<CreateSimulationCommand>
{
    public CreateSimulationValidator() => RuleFor(command => command.Simulation).SetValidator(new SimulationInputValidator()).OverridePropertyName("");
}

internal sealed class CreateSimulationHandler(
    IRepository<Simulation> simulations, SimulationReferences references, PlanRules rules, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateSimulationCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateSimulationCommand request, CancellationToken cancellationToken)
    {
        var plan = request.Simulation.Plan;
        if (await references.Check(plan, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        if (request.Simulation.WorksCouncil is not null
            && await rules.Require(PlanFeature.WorksCouncil, cancellationToken) is { IsError: true } beyondPlan)
        {
            return beyondPlan.Errors;
        }

        var simulation = Simulation.Draft(me.RequireCompanyId(), plan, clock.GetUtcNow(), request.Simulation.WorksCouncil?.Terms);
        simulations.Add(simulation);
        return simulation.Id;
    }
}
