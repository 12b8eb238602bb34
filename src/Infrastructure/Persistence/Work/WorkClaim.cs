using SecurityTraining.Application.Common.Work;

namespace SecurityTraining.Infrastructure.Persistence.Work;

internal sealed record WorkClaim(WorkKind Kind, Guid LeaseId, DateTimeOffset Now, DateTimeOffset LeasedUntil, int Most, Guid LaneId);

/// <summary>A row as claiming it returns it; filled by EF from the claim's RETURNING clause.</summary>
internal sealed record ClaimedWork(Guid Id, Guid CompanyId, Guid SubjectId, Guid? GroupId, int Attempts);
