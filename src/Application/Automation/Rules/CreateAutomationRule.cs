using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Automation.Rules;

/// <summary>Lets things happen by themselves from now on. What has happened before is left alone.</summary>
/// <param name="Conditions">Absent: everybody.</param>
/// <param name="CooldownDays">See <see cref="AutomationRule.CooldownDays"/>.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record CreateAutomationRuleCommand(
    string Name,
    RuleTrigger Trigger,
    IReadOnlyList<RuleAction> Actions,
    RuleConditionsInput? Conditions = null,
    int CooldownDays = 0,
    bool Enabled = true) : ICommand<Guid>;

internal sealed class CreateAutomationRuleValidator : AbstractValidator<CreateAutomationRuleCommand>
{
    public CreateAutomationRuleValidator()
    {
        RuleFor(command => command.Name).RuleName();
        RuleFor(command => command.Trigger).NotNull().SetValidator(new RuleTriggerValidator());
        RuleFor(command => command.Conditions!).SetValidator(new RuleConditionsValidator()).When(command => command.Conditions is not null);
        RuleFor(command => command.Actions).RuleActions();
        RuleFor(command => command.CooldownDays).Cooldown();
    }
}

internal sealed class CreateAutomationRuleHandler(
    IRepository<AutomationRule> rules, RuleReferences references, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateAutomationRuleCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateAutomationRuleCommand request, CancellationToken cancellationToken)
    {
        var conditions = request.Conditions?.ToConditions() ?? RuleConditions.None;
        var plan = new RulePlan(request.Name.Trim(), request.Trigger, conditions, request.Actions, request.CooldownDays, request.Enabled);
        if (await references.Check(plan, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        if (await rules.CountAsync(new AnyRuleSpec(), cancellationToken) >= AutomationRule.MaxPerCompany)
        {
            return AutomationErrors.TooMany;
        }

        return AutomationRule.Create(me.RequireCompanyId(), plan, clock.GetUtcNow()).ThenDo(rules.Add).Then(rule => rule.Id);
    }

    private sealed class AnyRuleSpec : Specification<AutomationRule>;
}
