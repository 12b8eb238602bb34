using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Automation.Rules;

[RequirePermission(Permission.ReadPhishing)]
public sealed record GetAutomationRuleQuery(Guid Id) : IQuery<AutomationRuleRow>;

/// <param name="ActiveSince">See <see cref="AutomationRule.ActiveSince"/>.</param>
public sealed record AutomationRuleRow(
    Guid Id,
    string Name,
    RuleTrigger Trigger,
    RuleConditions Conditions,
    IReadOnlyList<RuleAction> Actions,
    int CooldownDays,
    bool Enabled,
    DateTimeOffset CreatedAt,
    DateTimeOffset ActiveSince,
    int Version) : IVersioned;

internal sealed class GetAutomationRuleHandler(IReader<AutomationRule> rules) : IQueryHandler<GetAutomationRuleQuery, AutomationRuleRow>
{
    public async Task<ErrorOr<AutomationRuleRow>> Handle(GetAutomationRuleQuery request, CancellationToken cancellationToken) =>
        await rules.SingleOrDefaultAsync<AutomationRuleRow>(new ByIdSpec<AutomationRule>(request.Id), cancellationToken) is { } row
            ? row
            : AutomationErrors.NotFound;
}

internal sealed class AutomationRuleRowProfile : Profile
{
    public AutomationRuleRowProfile() => CreateProjection<AutomationRule, AutomationRuleRow>()
        .ForCtorParam(nameof(AutomationRuleRow.Enabled), enabled => enabled.MapFrom(rule => rule.IsEnabled));
}
