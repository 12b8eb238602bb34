using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Automation;

/// <summary>
/// What a company wants to happen by itself when people do something. Answers each event once, and only those from after it was made or
/// last switched on.
/// </summary>
public sealed class AutomationRule : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 150;
    public const int MaxActions = 5;
    public const int MaxCooldownDays = 365;

    /// <summary>Each is held against everything that happens.</summary>
    public const int MaxPerCompany = 50;

    private AutomationRule(Guid companyId, RulePlan plan, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = ActiveSince = now;
        (Name, Trigger, Conditions, Actions, CooldownDays, IsEnabled) = plan;
    }

    private AutomationRule()
    {
        Name = null!;
        Trigger = null!;
        Conditions = null!;
        Actions = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    public RuleTrigger Trigger { get; private set; }

    public RuleConditions Conditions { get; private set; }

    public IReadOnlyList<RuleAction> Actions { get; private set; }

    /// <summary>So many days after an event that it has answered, a person's next ones are left unanswered; 0: none is.</summary>
    public int CooldownDays { get; private set; }

    public bool IsEnabled { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What happened before is none of its business.</summary>
    public DateTimeOffset ActiveSince { get; private set; }

    public RulePlan Plan => new(Name, Trigger, Conditions, Actions, CooldownDays, IsEnabled);

    public static ErrorOr<AutomationRule> Create(Guid companyId, RulePlan plan, DateTimeOffset now) =>
        plan.Check().Then(_ => new AutomationRule(companyId, plan, now));

    /// <summary>Another trigger or another start means another beginning; whatever has been answered stays so.</summary>
    public ErrorOr<Success> Change(RulePlan plan, DateTimeOffset now)
    {
        var isNewStart = plan.IsEnabled && (!IsEnabled || plan.Trigger != Trigger);
        return plan.Check().ThenDo(_ =>
        {
            (Name, Trigger, Conditions, Actions, CooldownDays, IsEnabled) = plan;
            ActiveSince = isNewStart ? now : ActiveSince;
        });
    }

    /// <summary>Whether it answers this, as far as that can be told without the person.</summary>
    /// <param name="since">Nothing from before.</param>
    public bool IsMeant(Occurrence occurrence, DateTimeOffset since) =>
        occurrence.At >= since && Trigger.Answers(occurrence) && Conditions.Admit(occurrence);

    /// <param name="last">The newest event of the person that it has answered; null: none.</param>
    public bool IsCoolingDown(DateTimeOffset? last, DateTimeOffset at) => CooldownDays > 0 && last?.AddDays(CooldownDays) > at;
}

/// <summary>What an administrator decides about a rule.</summary>
public sealed record RulePlan(
    string Name, RuleTrigger Trigger, RuleConditions Conditions, IReadOnlyList<RuleAction> Actions, int CooldownDays, bool IsEnabled)
{
    internal ErrorOr<Success> Check()
    {
        var unfit = Actions.Select(action => action.Check()).FirstOrDefault(checkedAction => checkedAction.IsError);
        return Trigger.Check() is { IsError: true } refused ? refused : unfit.IsError ? unfit : Result.Success;
    }
}

public static class AutomationErrors
{
    public static readonly Error NotFound = Error.NotFound("automation_rule_not_found", "There is no such rule.");

    public static readonly Error TooMany = Error.Conflict(
        "automation_rules_exhausted", $"A company has at most {AutomationRule.MaxPerCompany} rules.");

    public static readonly Error TriggerUnfit = Error.Validation(
        "automation_trigger_unfit", "'repeated' has times and withinDays; only 'joinedGroup' has a group, only 'quizFailed' and 'courseOverdue' have a course.");

    public static readonly Error ActionUnfit = Error.Validation(
        "automation_action_unfit",
        "'enroll' has a course and perhaps dueDays, 'addToGroup' a group, 'awardPoints' points; only notifications have a message.");

    public static readonly Error GroupByRule = Error.Validation(
        "automation_group_by_rule", "Who belongs to this group is decided by its rule: nobody joins it, and nobody can be added.");

    public static readonly Error BeyondOwn = Error.Forbidden(
        "automation_beyond_own", "The rule would do or tell more than you may yourself.");
}
