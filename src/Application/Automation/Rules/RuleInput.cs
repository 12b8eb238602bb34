using FluentValidation;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Automation.Rules;

/// <summary>Whom a rule is for: what is absent asks for nothing.</summary>
public sealed record RuleConditionsInput(
    IReadOnlyList<Guid>? DepartmentIds = null,
    IReadOnlyList<Guid>? GroupIds = null,
    IReadOnlyList<Difficulty>? Difficulties = null,
    IReadOnlyList<RiskBand>? RiskBands = null,
    IReadOnlyList<string>? Languages = null)
{
    internal RuleConditions ToConditions() => new(
        [.. (DepartmentIds ?? []).Distinct()],
        [.. (GroupIds ?? []).Distinct()],
        [.. (Difficulties ?? []).Distinct()],
        [.. (RiskBands ?? []).Distinct()],
        [.. (Languages ?? []).Distinct(StringComparer.Ordinal)]);
}

internal sealed class RuleTriggerValidator : AbstractValidator<RuleTrigger>
{
    public RuleTriggerValidator()
    {
        RuleFor(trigger => trigger.Kind).IsInEnum();
        RuleFor(trigger => trigger.Times).InclusiveBetween(2, RuleTrigger.MaxTimes);
        RuleFor(trigger => trigger.WithinDays).InclusiveBetween(1, RuleTrigger.MaxDays);
        RuleFor(trigger => trigger).Must(trigger => !trigger.Check().IsError).WithMessage(AutomationErrors.TriggerUnfit.Description);
    }
}

internal sealed class RuleConditionsValidator : AbstractValidator<RuleConditionsInput>
{
    public RuleConditionsValidator()
    {
        RuleFor(conditions => conditions.DepartmentIds).Must(IsShort).WithMessage(TooMany);
        RuleFor(conditions => conditions.GroupIds).Must(IsShort).WithMessage(TooMany);
        RuleFor(conditions => conditions.Difficulties).Must(IsShort).WithMessage(TooMany);
        RuleForEach(conditions => conditions.Difficulties).IsInEnum();
        RuleFor(conditions => conditions.RiskBands).Must(IsShort).WithMessage(TooMany);
        RuleForEach(conditions => conditions.RiskBands).IsInEnum();
        RuleFor(conditions => conditions.Languages).Must(IsShort).WithMessage(TooMany);
        RuleForEach(conditions => conditions.Languages).NotEmpty().Must(language => language is null || Languages.Supported.Contains(language))
            .WithMessage($"Must be one of {string.Join(", ", Languages.Supported)}.");
    }

    private static string TooMany => $"At most {RuleConditions.MaxValues} values.";

    private static bool IsShort<T>(IReadOnlyList<T>? values) => values is null || values.Count <= RuleConditions.MaxValues;
}

internal static class RuleValidation
{
    public static void RuleName<T>(this IRuleBuilder<T, string> rule) => rule.NotEmpty().Text(AutomationRule.MaxNameLength);

    public static void RuleActions<T>(this IRuleBuilderInitial<T, IReadOnlyList<RuleAction>> rule) => rule
        .NotEmpty()
        .Must(actions => actions is null || actions.Count <= AutomationRule.MaxActions).WithMessage($"At most {AutomationRule.MaxActions} actions.")
        .ForEach(each => each.NotNull().SetValidator(new RuleActionValidator()));

    public static void Cooldown<T>(this IRuleBuilder<T, int> rule) => rule.InclusiveBetween(0, AutomationRule.MaxCooldownDays);

    private sealed class RuleActionValidator : AbstractValidator<RuleAction>
    {
        public RuleActionValidator()
        {
            RuleFor(action => action.Kind).IsInEnum();
            RuleFor(action => action.DueDays).InclusiveBetween(1, AssignmentTerms.MaxDueDays);
            RuleFor(action => action.Points).InclusiveBetween(1, RuleAction.MaxPoints);
            RuleFor(action => action.Message).Text(RuleAction.MaxMessageLength);
            RuleFor(action => action.Message).Must(message => message is null || !IdentityRules.HasLink(message)).WithMessage("Must not contain a link.");
            RuleFor(action => action).Must(action => !action.Check().IsError).WithMessage(AutomationErrors.ActionUnfit.Description);
        }
    }
}
