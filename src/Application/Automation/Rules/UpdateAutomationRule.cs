using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Automation.Rules;

/// <summary>What is not named stays as it is. A rule that is switched on again begins anew.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record UpdateAutomationRuleCommand(Guid Id, AutomationRuleChanges Changes) : ICommand<Success>;

/// <param name="Conditions">Replaced as a whole; null: everybody.</param>
public sealed record AutomationRuleChanges(
    Optional<string> Name = default,
    Optional<RuleTrigger> Trigger = default,
    Optional<RuleConditionsInput?> Conditions = default,
    Optional<IReadOnlyList<RuleAction>> Actions = default,
    Optional<int> CooldownDays = default,
    Optional<bool> Enabled = default);

internal sealed class UpdateAutomationRuleValidator : AbstractValidator<UpdateAutomationRuleCommand>
{
    public UpdateAutomationRuleValidator()
    {
        this.IfSet(command => command.Changes.Name, name => name.RuleName());
        this.IfSet(command => command.Changes.Trigger, trigger => trigger.NotNull().SetValidator(new RuleTriggerValidator()));
        this.IfSet(command => command.Changes.Conditions, conditions => conditions.SetValidator(new RuleConditionsValidator()!));
        this.IfSet(command => command.Changes.Actions, actions => actions.RuleActions());
        this.IfSet(command => command.Changes.CooldownDays, days => days.Cooldown());
    }
}

internal sealed class UpdateAutomationRuleHandler(IRepository<AutomationRule> rules, RuleReferences references, TimeProvider clock)
    : ICommandHandler<UpdateAutomationRuleCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateAutomationRuleCommand request, CancellationToken cancellationToken)
    {
        if (await rules.GetByIdAsync(request.Id, cancellationToken) is not { } rule)
        {
            return AutomationErrors.NotFound;
        }

        var (changes, current) = (request.Changes, rule.Plan);
        var plan = new RulePlan(
            changes.Name.Or(current.Name).Trim(),
            changes.Trigger.Or(current.Trigger),
            changes.Conditions.IsSet ? changes.Conditions.Value?.ToConditions() ?? RuleConditions.None : current.Conditions,
            changes.Actions.Or(current.Actions),
            changes.CooldownDays.Or(current.CooldownDays),
            changes.Enabled.Or(current.IsEnabled));

        // A rule that names something that is gone by now can still be renamed and switched off.
        var isNamedAnew = changes.Trigger.IsSet || changes.Conditions.IsSet || changes.Actions.IsSet;
        if ((plan.IsEnabled || isNamedAnew) && await references.Check(plan, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        return rule.Change(plan, clock.GetUtcNow());
    }
}
