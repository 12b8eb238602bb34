using ErrorOr;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.Automation;

/// <summary>What somebody has to do, or to leave undone, for a rule to act.</summary>
public enum TriggerKind
{
    Clicked,
    Submitted,
    Reported,

    /// <summary>Clicked in so many mails within so many days.</summary>
    Repeated,
    QuizFailed,
    CourseOverdue,

    /// <summary>Of a group whose members are named one by one.</summary>
    JoinedGroup,
}

/// <param name="Times">Only for <see cref="TriggerKind.Repeated"/>: 2 to <see cref="MaxTimes"/>.</param>
/// <param name="WithinDays">Only for <see cref="TriggerKind.Repeated"/>: 1 to <see cref="MaxDays"/>.</param>
/// <param name="GroupId">Only for <see cref="TriggerKind.JoinedGroup"/>; null: any.</param>
/// <param name="CourseId">Only for <see cref="TriggerKind.QuizFailed"/> and <see cref="TriggerKind.CourseOverdue"/>; null: any.</param>
public sealed record RuleTrigger(TriggerKind Kind, int? Times = null, int? WithinDays = null, Guid? GroupId = null, Guid? CourseId = null)
{
    public const int MaxTimes = 20;
    public const int MaxDays = 365;

    public ErrorOr<Success> Check()
    {
        var isCounted = Times is not null && WithinDays is not null;
        var isAboutCourses = Kind is TriggerKind.QuizFailed or TriggerKind.CourseOverdue;
        return (Kind == TriggerKind.Repeated ? isCounted : Times is null && WithinDays is null)
            && (GroupId is null || Kind == TriggerKind.JoinedGroup)
            && (CourseId is null || isAboutCourses)
                ? Result.Success
                : AutomationErrors.TriggerUnfit;
    }

    public bool Answers(Occurrence occurrence) =>
        occurrence.Kind == (Kind == TriggerKind.Repeated ? TriggerKind.Clicked : Kind)
        && (GroupId is null || GroupId == occurrence.GroupId)
        && (CourseId is null || CourseId == occurrence.CourseId);
}

/// <summary>Something that has happened to somebody and that a rule may answer.</summary>
/// <param name="EventId">Of the recipient of a lure, the attempt, the enrollment or the membership: it has each kind once.</param>
/// <param name="Difficulty">Of the lure.</param>
/// <param name="SimulationId">Of the lure.</param>
public sealed record Occurrence(
    TriggerKind Kind,
    Guid EventId,
    Guid UserId,
    DateTimeOffset At,
    Difficulty? Difficulty = null,
    Guid? GroupId = null,
    Guid? CourseId = null,
    Guid? SimulationId = null);
