using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Enrollments;

public sealed record CourseCompleted(
    Guid CompanyId, Guid EnrollmentId, Guid UserId, Guid CourseId, Guid VersionId, string Language, int? Score, DateTimeOffset At) : IDomainEvent;
