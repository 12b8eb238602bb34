using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Application.Companies;

/// <summary>Every company gets the recurring work of removing what has expired.</summary>
internal sealed class ScheduleCleanUp(IWorkQueue queue, TimeProvider clock) : IDomainEventHandler<CompanyRegistered>
{
    public Task Handle(CompanyRegistered domainEvent, CancellationToken ct)
    {
        queue.Enqueue(WorkKind.CleanUp, domainEvent.CompanyId, clock.GetUtcNow() + TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }
}
