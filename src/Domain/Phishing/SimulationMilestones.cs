using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

public sealed record SimulationLaunched(Guid CompanyId, Guid SimulationId, string Name, DateTimeOffset At) : IDomainEvent;

/// <summary>Every mail has been delivered or has failed for good.</summary>
public sealed record SimulationCompleted(Guid CompanyId, Guid SimulationId, string Name, DateTimeOffset At) : IDomainEvent;
