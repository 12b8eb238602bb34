using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Automation.Rules;

[RequirePermission(Permission.ReadPhishing)]
public sealed record ListAutomationRulesQuery(bool? Enabled = null, string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<AutomationRuleListRow>>, IPagedQuery;

public sealed record AutomationRuleListRow(
    Guid Id, string Name, RuleTrigger Trigger, IReadOnlyList<RuleAction> Actions, int CooldownDays, bool Enabled, DateTimeOffset CreatedAt);

internal sealed class ListAutomationRulesValidator : AbstractValidator<ListAutomationRulesQuery>
{
    public ListAutomationRulesValidator()
    {
        this.ValidatePaging();
        ListAutomationRulesHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListAutomationRulesHandler(IReader<AutomationRule> rules)
    : IQueryHandler<ListAutomationRulesQuery, PagedList<AutomationRuleListRow>>
{
    public static readonly SortFields<AutomationRule> Sorting = new SortFields<AutomationRule>("createdAt")
        .Add("name", rule => rule.Name)
        .Add("createdAt", rule => rule.CreatedAt);

    public async Task<ErrorOr<PagedList<AutomationRuleListRow>>> Handle(ListAutomationRulesQuery request, CancellationToken cancellationToken) =>
        await rules.PageAsync<AutomationRuleListRow>(new RulesSpec(request), request, cancellationToken);

    private sealed class RulesSpec : Specification<AutomationRule>
    {
        public RulesSpec(ListAutomationRulesQuery query)
        {
            Query.Where(rule => rule.IsEnabled == query.Enabled, query.Enabled is not null);
            Sorting.Apply(Query, query.Sort);
        }
    }
}

internal sealed class AutomationRuleListRowProfile : Profile
{
    public AutomationRuleListRowProfile() => CreateProjection<AutomationRule, AutomationRuleListRow>()
        .ForCtorParam(nameof(AutomationRuleListRow.Enabled), enabled => enabled.MapFrom(rule => rule.IsEnabled));
}
