using SecurityTraining.Domain.Common;

namespace SecurityTraining.Application.Common;

/// <summary>Runs in the transaction in which the event was raised; what it raises itself follows in the same transaction.</summary>
public interface IDomainEventHandler<in TEvent>
    where TEvent : IDomainEvent
{
    Task Handle(TEvent domainEvent, CancellationToken ct);
}
