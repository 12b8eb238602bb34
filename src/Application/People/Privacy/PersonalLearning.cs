using System.Runtime.CompilerServices;
using AutoMapper;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>A course that somebody is or was in.</summary>
/// <param name="Lessons">Not in the table, which has no room for them.</param>
public sealed record PersonalCourseRow(
    Guid Id,
    string CourseTitle,
    string Language,
    EnrollmentStatus Status,
    int Progress,
    int? Score,
    DateTimeOffset AssignedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    IReadOnlyList<LessonProgress> Lessons);

/// <summary>What came of somebody's attempt at a quiz.</summary>
/// <param name="Answers">Not in the table, which has no room for them.</param>
public sealed record PersonalAttemptRow(
    Guid EnrollmentId, Guid QuizId, int Number, AttemptStatus Status, int? Score, bool? IsPassed, DateTimeOffset StartedAt, DateTimeOffset? SubmittedAt,
    IReadOnlyList<Answer> Answers);

/// <summary>What a SCORM package has told of somebody's work with a lesson.</summary>
/// <param name="Openings">How often it has been opened.</param>
/// <param name="Data">By the standard's names, without solutions. Not in the table, which has no room for them.</param>
public sealed record PersonalPackageRow(
    Guid EnrollmentId, Guid LessonId, int Openings, int TotalSeconds, DateTimeOffset ChangedAt, IReadOnlyDictionary<string, string> Data);

/// <summary>What has brought somebody points.</summary>
public sealed record PersonalPointsRow(PointKind Kind, Guid SourceId, int Points, DateTimeOffset At);

/// <summary>Looks for what a person has learned.</summary>
internal sealed class PersonalLearningReader(
    IReader<Enrollment> enrollments, IRepository<Enrollment> courses, IReader<QuizAttempt> attempts, IReader<ScormRun> runs, IReader<PointEntry> points)
{
    public IAsyncEnumerable<PersonalCourseRow> Courses(Guid userId) => enrollments.StreamAsync<PersonalCourseRow>(new EnrollmentsSpec(userId));

    public IAsyncEnumerable<PersonalAttemptRow> Attempts(Guid userId) => attempts.StreamAsync<PersonalAttemptRow>(new AttemptsSpec(userId));

    public async IAsyncEnumerable<PersonalPackageRow> Packages(Guid userId, [EnumeratorCancellation] CancellationToken ct)
    {
        var enrollmentIds = await courses.ListAsync(new EnrollmentIdsSpec(userId), ct);
        await foreach (var run in runs.StreamAsync<RunRow>(new RunsSpec(enrollmentIds)).WithCancellation(ct))
        {
            yield return new PersonalPackageRow(
                run.EnrollmentId, run.LessonId, run.Openings, run.FormerSeconds + run.SessionSeconds, run.ChangedAt, run.Data.WithoutSolutions);
        }
    }

    public IAsyncEnumerable<PersonalPointsRow> Points(Guid userId) => points.StreamAsync<PersonalPointsRow>(new PointsOfSpec(userId));

    private sealed class EnrollmentsSpec : Specification<Enrollment>
    {
        public EnrollmentsSpec(Guid userId) => Query
            .Where(enrollment => enrollment.UserId == userId)
            .OrderBy(enrollment => enrollment.Id)
            .IncludeDeleted();
    }

    private sealed class EnrollmentIdsSpec : Specification<Enrollment, Guid>
    {
        public EnrollmentIdsSpec(Guid userId)
        {
            Query.Where(enrollment => enrollment.UserId == userId).IncludeDeleted();
            Selector = enrollment => enrollment.Id;
        }
    }

    private sealed class RunsSpec : Specification<ScormRun>
    {
        public RunsSpec(IReadOnlyList<Guid> enrollmentIds) => Query.Where(run => enrollmentIds.Contains(run.EnrollmentId)).OrderBy(run => run.Id);
    }

    private sealed class AttemptsSpec : Specification<QuizAttempt>
    {
        public AttemptsSpec(Guid userId) => Query.Where(attempt => attempt.UserId == userId).OrderBy(attempt => attempt.Id);
    }

    internal sealed record RunRow(
        Guid EnrollmentId, Guid LessonId, int Openings, int FormerSeconds, int SessionSeconds, DateTimeOffset ChangedAt, ScormData Data);
}

internal sealed class PersonalLearningProfile : Profile
{
    public PersonalLearningProfile()
    {
        CreateProjection<Enrollment, PersonalCourseRow>();
        CreateProjection<QuizAttempt, PersonalAttemptRow>();
        CreateProjection<ScormRun, PersonalLearningReader.RunRow>();
        CreateProjection<PointEntry, PersonalPointsRow>();
    }
}
