using AutoMapper;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>A course that somebody is or was in.</summary>
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
    DateTimeOffset? CompletedAt);

/// <summary>What came of somebody's attempt at a quiz.</summary>
/// <param name="Answers">Not in the table, which has no room for them.</param>
public sealed record PersonalAttemptRow(
    Guid EnrollmentId, Guid QuizId, int Number, AttemptStatus Status, int? Score, bool? IsPassed, DateTimeOffset StartedAt, DateTimeOffset? SubmittedAt,
    IReadOnlyList<Answer> Answers);

/// <summary>What has brought somebody points.</summary>
public sealed record PersonalPointsRow(PointKind Kind, Guid SourceId, int Points, DateTimeOffset At);

/// <summary>Looks for what a person has learned.</summary>
internal sealed class PersonalLearningReader(IReader<Enrollment> enrollments, IReader<QuizAttempt> attempts, IReader<PointEntry> points)
{
    public IAsyncEnumerable<PersonalCourseRow> Courses(Guid userId) => enrollments.StreamAsync<PersonalCourseRow>(new EnrollmentsSpec(userId));

    public IAsyncEnumerable<PersonalAttemptRow> Attempts(Guid userId) => attempts.StreamAsync<PersonalAttemptRow>(new AttemptsSpec(userId));

    public IAsyncEnumerable<PersonalPointsRow> Points(Guid userId) => points.StreamAsync<PersonalPointsRow>(new PointsOfSpec(userId));

    private sealed class EnrollmentsSpec : Specification<Enrollment>
    {
        public EnrollmentsSpec(Guid userId) => Query
            .Where(enrollment => enrollment.UserId == userId)
            .OrderBy(enrollment => enrollment.Id)
            .IncludeDeleted();
    }

    private sealed class AttemptsSpec : Specification<QuizAttempt>
    {
        public AttemptsSpec(Guid userId) => Query.Where(attempt => attempt.UserId == userId).OrderBy(attempt => attempt.Id);
    }
}

internal sealed class PersonalLearningProfile : Profile
{
    public PersonalLearningProfile()
    {
        CreateProjection<Enrollment, PersonalCourseRow>();
        CreateProjection<QuizAttempt, PersonalAttemptRow>();
        CreateProjection<PointEntry, PersonalPointsRow>();
    }
}
