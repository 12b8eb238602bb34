using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <summary>What can be said of a rule without the database.</summary>
internal sealed class GroupRuleValidator : AbstractValidator<GroupRule>
{
    public GroupRuleValidator()
    {
        RuleFor(rule => rule.Conditions).NotEmpty().Must(conditions => conditions is null || conditions.Count <= GroupRule.MaxConditions)
            .WithMessage($"At most {GroupRule.MaxConditions} conditions.");
        RuleForEach(rule => rule.Conditions).NotNull().SetValidator(new GroupConditionValidator());
    }

    private sealed class GroupConditionValidator : AbstractValidator<GroupCondition>
    {
        public GroupConditionValidator()
        {
            RuleFor(condition => condition.Attribute).IsInEnum();
            RuleFor(condition => condition.Values).NotEmpty()
                .Must(values => values is null || values.Count <= GroupCondition.MaxValues).WithMessage($"At most {GroupCondition.MaxValues} values.");
            RuleForEach(condition => condition.Values).NotEmpty().MaximumLength(PersonProfile.MaxCustomAttributeLength);
            RuleForEach(condition => condition.Values).Must((condition, value) => IsKnown(condition.Attribute, value))
                .WithMessage("Must be an id of a department, a role, a language, or a risk band, as the attribute asks for.");
            RuleFor(condition => condition.Name)
                .Must((condition, name) => (name is not null && PersonRules.AttributeName(name) is null) == (condition.Attribute == GroupAttribute.Custom))
                .WithMessage("The name of the custom attribute; absent for the others.");
        }

        private static bool IsKnown(GroupAttribute attribute, string? value) => attribute switch
        {
            GroupAttribute.Department => Guid.TryParse(value, out _),
            GroupAttribute.Role => Enum.TryParse<Role>(value, ignoreCase: true, out _) && !int.TryParse(value, out _),
            GroupAttribute.Language => value is not null && Languages.Supported.Contains(value),
            GroupAttribute.RiskBand => Enum.TryParse<RiskBand>(value, ignoreCase: true, out _) && !int.TryParse(value, out _),
            _ => true,
        };
    }
}

/// <summary>Holds a rule against what the company has, and spells it as the company does.</summary>
internal sealed class GroupRules(IRepository<Department> departments, IRepository<Company> companies, ITenant tenant, ICurrentUser me)
{
    /// <summary>Who is in a group by risk band is told to whoever may read the scores themselves.</summary>
    public async Task<ErrorOr<GroupRule>> Resolve(GroupRule rule, CancellationToken ct)
    {
        if (rule.IsByRisk && !me.Has(Permission.ReadAnalytics))
        {
            return CommonErrors.Forbidden;
        }

        var departmentIds = rule.Conditions.SelectMany(condition => condition.DepartmentIds()).Distinct().ToList();
        if (departmentIds.Count > 0 && await departments.CountAsync(new IdsSpec<Department>(departmentIds), ct) < departmentIds.Count)
        {
            return DepartmentErrors.Unknown.On("rule.conditions");
        }

        if (rule.Conditions.All(condition => condition.Name is null))
        {
            return rule;
        }

        var company = (await companies.GetByIdAsync(tenant.CompanyId!.Value, ct))!;
        return new GroupRule(
            [.. rule.Conditions.Select(condition => condition.Name is { } name ? condition with { Name = company.SpellingOf(name) } : condition)]);
    }
}
