using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.Automation;

public enum ActionOutcome
{
    Done,

    /// <summary>It was so already: enrolled, or in the group.</summary>
    NotNeeded,

    /// <summary>The course or group is not there any more, or nobody is known as the manager.</summary>
    NotPossible,
}

/// <summary>
/// One action of one rule, answering one event: written together with what it does, so that it happens once. Stays when the rule goes.
/// </summary>
public sealed class AutomationAction : AggregateRoot, ICompanyOwned
{
    private AutomationAction(AutomationRule rule, int number, Occurrence occurrence, ActionOutcome outcome, DateTimeOffset now) : base(now)
    {
        CompanyId = rule.CompanyId;
        RuleId = rule.Id;
        RuleName = rule.Name;
        Number = number;
        Kind = rule.Actions[number].Kind;
        TargetId = rule.Actions[number].TargetId;
        Trigger = rule.Trigger.Kind;
        (EventId, UserId, EventAt) = (occurrence.EventId, occurrence.UserId, occurrence.At);
        Outcome = outcome;
        At = now;
    }

    private AutomationAction()
    {
        RuleName = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid RuleId { get; private set; }

    /// <summary>As it was then.</summary>
    public string RuleName { get; private set; }

    /// <summary>Which of the rule's actions: 0, 1, 2 …</summary>
    public int Number { get; private set; }

    public ActionKind Kind { get; private set; }

    /// <summary>The course or group that it is about.</summary>
    public Guid? TargetId { get; private set; }

    public ActionOutcome Outcome { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>For queries; no use case changes them by it.</summary>
    public User? Person { get; private set; }

    public TriggerKind Trigger { get; private set; }

    /// <inheritdoc cref="Occurrence"/>
    public Guid EventId { get; private set; }

    public DateTimeOffset EventAt { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <param name="number">Which of the rule's actions.</param>
    public static AutomationAction Record(AutomationRule rule, int number, Occurrence occurrence, ActionOutcome outcome, DateTimeOffset now) =>
        new(rule, number, occurrence, outcome, now);
}
