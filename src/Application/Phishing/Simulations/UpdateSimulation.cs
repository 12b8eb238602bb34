using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Changes the members that are given, as long as the simulation is a draft.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record UpdateSimulationCommand(
    Guid Id,
    Optional<string> Name = default,
    Optional<IReadOnlyList<Guid>> TemplateIds = default,
    Optional<SimulationRecipients> Recipients = default,
    Optional<DateTimeOffset?> StartsAt = default,
    Optional<int> SpreadMinutes = default,
    Optional<string?> SenderName = default,
    Optional<string?> SenderAddress = default,
    Optional<DateTimeOffset?> EndsAt = default,
    Optional<SendTiming?> Timing = default,
    Optional<LureSelection> Selection = default,
    Optional<IReadOnlyList<int>?> TemplateWeights = default,
    Optional<Guid?> SendingProfileId = default) : ICommand<Success>
{
    internal SimulationInput Over(SimulationPlan plan) => new(
        Name.Or(plan.Name),
        TemplateIds.Or(plan.TemplateIds),
        Recipients.Or(SimulationRecipients.Of(plan.Audience)),
        StartsAt.Or(plan.StartsAt),
        SpreadMinutes.Or(plan.SpreadMinutes),
        SenderName.Or(plan.SenderName),
        SenderAddress.Or(plan.SenderAddress),
        EndsAt.Or(plan.EndsAt),
        Timing.Or(plan.Timing),
        Selection.Or(plan.Selection),
        TemplateWeights.Or(plan.TemplateWeights),
        SendingProfileId.Or(plan.SendingProfileId));
}

internal sealed class UpdateSimulationValidator : AbstractValidator<UpdateSimulationCommand>
{
    public UpdateSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class UpdateSimulationHandler(
    IRepository<Simulation> simulations, SimulationReferences references, IValidator<SimulationInput> validator)
    : ICommandHandler<UpdateSimulationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        // Only together with what stays can it be said whether a change makes sense.
        var input = request.Over(simulation.Plan);
        if (validator.Validate(input) is { IsValid: false } invalid)
        {
            return invalid.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        if (await references.Check(input.Plan, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        return simulation.Change(input.Plan);
    }
}
