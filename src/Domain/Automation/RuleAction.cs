using ErrorOr;

namespace SecurityTraining.Domain.Automation;

public enum ActionKind
{
    Enroll,
    NotifyPerson,

    /// <summary>Whoever is named as their manager, or else who leads their department.</summary>
    NotifyManager,

    /// <summary>To one whose members are named one by one.</summary>
    AddToGroup,
    AwardPoints,
}

/// <summary>What a rule does.</summary>
/// <param name="CourseId">Of <see cref="ActionKind.Enroll"/>.</param>
/// <param name="DueDays">Of <see cref="ActionKind.Enroll"/>: days from then; null: it is never due.</param>
/// <param name="GroupId">Of <see cref="ActionKind.AddToGroup"/>.</param>
/// <param name="Points">Of <see cref="ActionKind.AwardPoints"/>: 1 to <see cref="MaxPoints"/>.</param>
/// <param name="Message">Added to a notification: plain text without links.</param>
public sealed record RuleAction(
    ActionKind Kind, Guid? CourseId = null, int? DueDays = null, Guid? GroupId = null, int? Points = null, string? Message = null)
{
    public const int MaxPoints = 1000;
    public const int MaxMessageLength = 500;

    /// <summary>The course or group that it is about.</summary>
    internal Guid? TargetId => CourseId ?? GroupId;

    public ErrorOr<Success> Check()
    {
        var isComplete = (CourseId is not null) == (Kind == ActionKind.Enroll)
            && (GroupId is not null) == (Kind == ActionKind.AddToGroup)
            && (Points is not null) == (Kind == ActionKind.AwardPoints);
        return isComplete
            && (DueDays is null || Kind == ActionKind.Enroll)
            && (Message is null || Kind is ActionKind.NotifyPerson or ActionKind.NotifyManager)
                ? Result.Success
                : AutomationErrors.ActionUnfit;
    }
}
