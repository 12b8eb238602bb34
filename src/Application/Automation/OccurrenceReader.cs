using AutoMapper;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Automation;

/// <summary>Where it is written down what people do.</summary>
public enum OccurrenceSource
{
    Lures,
    Quizzes,
    DueDates,
    Groups,
}

/// <param name="Last">Where the next portion starts; null: there is none.</param>
internal sealed record OccurrencePortion(IReadOnlyList<Occurrence> Items, TimeCursor? Last);

/// <summary>
/// Reads what simulations, quizzes, courses and groups have written down anyway, so that no click waits for a rule. The same is read again and
/// again around the present moment: whoever acts on it has to bear that.
/// </summary>
internal sealed class OccurrenceReader(
    IReader<SimulationEvent> events,
    IReader<Recipient> recipients,
    LureOccurrences lures,
    IRepository<QuizAttempt> attempts,
    IRepository<Enrollment> enrollments,
    IRepository<GroupMember> members,
    TimeProvider clock)
{
    public const int PortionSize = 500;

    /// <summary>An attempt whose time is over counts from then, and is noticed by a worker some time after it.</summary>
    private static readonly TimeSpan Expiry = TimeSpan.FromHours(1);

    public static OccurrenceSource SourceOf(TriggerKind kind) => kind switch
    {
        TriggerKind.QuizFailed => OccurrenceSource.Quizzes,
        TriggerKind.CourseOverdue => OccurrenceSource.DueDates,
        TriggerKind.JoinedGroup => OccurrenceSource.Groups,
        _ => OccurrenceSource.Lures,
    };

    public Task<OccurrencePortion> Read(OccurrenceSource source, DateTimeOffset from, TimeCursor? after, CancellationToken ct) => source switch
    {
        OccurrenceSource.Quizzes => Quizzes(after ?? new TimeCursor(from - Expiry, Guid.Empty), ct),
        OccurrenceSource.DueDates => DueDates(after ?? new TimeCursor(from, Guid.Empty), ct),
        OccurrenceSource.Groups => Groups(after?.Id ?? TimeOrderedId.FirstAt(from), ct),
        _ => Lures(after?.Id ?? TimeOrderedId.FirstAt(from), ct),
    };

    private async Task<OccurrencePortion> Lures(Guid after, CancellationToken ct)
    {
        var lines = await events.ListAsync<LureLine>(new LureLinesSpec(after), ct);
        if (lines.Count == 0)
        {
            return new OccurrencePortion([], Last: null);
        }

        var recipientIds = lines.Select(line => line.RecipientId).Distinct().ToList();
        var rows = await recipients.ListAsync<LureTaker>(new IdsSpec<Recipient>(recipientIds), ct);

        // What the same person did with the same mail before stands in an earlier portion.
        var since = lines.Min(line => line.At);
        var items = (await lures.Of(rows, ct)).FindAll(occurrence => occurrence.At >= since);
        return new OccurrencePortion(items, Next(lines, line => new TimeCursor(line.At, line.Id)));
    }

    private async Task<OccurrencePortion> Quizzes(TimeCursor after, CancellationToken ct)
    {
        var lines = await attempts.ListAsync(new FailedAttemptsSpec(after), ct);
        var enrollmentIds = lines.Select(line => line.EnrollmentId).Distinct().ToList();
        var courses = enrollmentIds.Count == 0
            ? []
            : (await enrollments.ListAsync(new CoursesOfSpec(enrollmentIds), ct)).ToDictionary(row => row.EnrollmentId, row => row.CourseId);
        return new OccurrencePortion(
            lines.ConvertAll(line => new Occurrence(TriggerKind.QuizFailed, line.Id, line.UserId, line.At, CourseId: courses[line.EnrollmentId])),
            Next(lines, line => new TimeCursor(line.At, line.Id)));
    }

    private async Task<OccurrencePortion> DueDates(TimeCursor after, CancellationToken ct)
    {
        var lines = await enrollments.ListAsync(new OverdueSpec(after, clock.GetUtcNow()), ct);
        return new OccurrencePortion(
            lines.ConvertAll(line => new Occurrence(TriggerKind.CourseOverdue, line.Id, line.UserId, line.DueAt, CourseId: line.CourseId)),
            Next(lines, line => new TimeCursor(line.DueAt, line.Id)));
    }

    private async Task<OccurrencePortion> Groups(Guid after, CancellationToken ct)
    {
        var lines = await members.ListAsync(new JoinedSpec(after), ct);
        return new OccurrencePortion(
            lines.ConvertAll(line =>
                new Occurrence(TriggerKind.JoinedGroup, line.Id, line.UserId, TimeOrderedId.TimeOf(line.Id), GroupId: line.GroupId)),
            Next(lines, line => new TimeCursor(TimeOrderedId.TimeOf(line.Id), line.Id)));
    }

    private static TimeCursor? Next<T>(List<T> lines, Func<T, TimeCursor> cursor) => lines.Count < PortionSize ? null : cursor(lines[^1]);

    private sealed class LureLinesSpec : Specification<SimulationEvent>
    {
        public LureLinesSpec(Guid after) => Query
            .Where(line => line.Id > after && line.Verdict == Verdict.Human)
            .Where(line => line.Kind == SimulationEventKind.Clicked
                || line.Kind == SimulationEventKind.AttachmentOpened
                || line.Kind == SimulationEventKind.Submitted
                || line.Kind == SimulationEventKind.Reported)
            .OrderBy(line => line.Id)
            .Take(PortionSize);
    }

    private sealed class FailedAttemptsSpec : Specification<QuizAttempt, AttemptLine>
    {
        public FailedAttemptsSpec(TimeCursor after)
        {
            var (at, id) = after;
            Query
                .Where(attempt => attempt.IsPassed == false && (attempt.SubmittedAt > at || (attempt.SubmittedAt == at && attempt.Id > id)))
                .OrderBy(attempt => attempt.SubmittedAt).OrderBy(attempt => attempt.Id)
                .Take(PortionSize);
            Selector = attempt => new AttemptLine(attempt.Id, attempt.UserId, attempt.EnrollmentId, attempt.SubmittedAt!.Value);
        }
    }

    /// <summary>Also of courses that have been taken off somebody's list since.</summary>
    private sealed class CoursesOfSpec : Specification<Enrollment, CourseOf>
    {
        public CoursesOfSpec(IReadOnlyCollection<Guid> ids)
        {
            Query.Where(enrollment => ids.Contains(enrollment.Id)).IncludeDeleted();
            Selector = enrollment => new CourseOf(enrollment.Id, enrollment.CourseId);
        }
    }

    private sealed class OverdueSpec : Specification<Enrollment, OverdueLine>
    {
        public OverdueSpec(TimeCursor after, DateTimeOffset now)
        {
            var (at, id) = after;
            Query
                .Where(enrollment => enrollment.Status == EnrollmentStatus.Assigned || enrollment.Status == EnrollmentStatus.InProgress)
                .Where(enrollment => enrollment.DueAt < now && (enrollment.DueAt > at || (enrollment.DueAt == at && enrollment.Id > id)))
                .OrderBy(enrollment => enrollment.DueAt).OrderBy(enrollment => enrollment.Id)
                .Take(PortionSize);
            Selector = enrollment => new OverdueLine(enrollment.Id, enrollment.UserId, enrollment.CourseId, enrollment.DueAt!.Value);
        }
    }

    private sealed class JoinedSpec : Specification<GroupMember, JoinedLine>
    {
        public JoinedSpec(Guid after)
        {
            Query.Where(member => member.Id > after).OrderBy(member => member.Id).Take(PortionSize);
            Selector = member => new JoinedLine(member.Id, member.UserId, member.GroupId);
        }
    }

    private sealed record AttemptLine(Guid Id, Guid UserId, Guid EnrollmentId, DateTimeOffset At);

    private sealed record CourseOf(Guid EnrollmentId, Guid CourseId);

    private sealed record OverdueLine(Guid Id, Guid UserId, Guid CourseId, DateTimeOffset DueAt);

    private sealed record JoinedLine(Guid Id, Guid UserId, Guid GroupId);
}

internal sealed record LureLine(Guid Id, Guid RecipientId, DateTimeOffset At);

internal sealed class OccurrenceProfile : Profile
{
    public OccurrenceProfile()
    {
        CreateProjection<SimulationEvent, LureLine>();
        CreateProjection<SimulationLure, LureDifficulty>();
        CreateProjection<Recipient, LureTaker>();
    }
}
