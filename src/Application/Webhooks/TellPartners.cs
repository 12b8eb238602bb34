using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

internal sealed class TellOfLaunch(WebhookPublisher partners) : IDomainEventHandler<SimulationLaunched>
{
    public Task Handle(SimulationLaunched domainEvent, CancellationToken ct) => partners.Publish(
        WebhookEvents.SimulationLaunched, userId: null, domainEvent.At, new { domainEvent.SimulationId, domainEvent.Name }, ct);
}

/// <summary>A simulation in which a mail is tried again completes a second time: that is the same event, and told once.</summary>
internal sealed class TellOfCompletion(WebhookPublisher partners) : IDomainEventHandler<SimulationCompleted>
{
    public Task Handle(SimulationCompleted domainEvent, CancellationToken ct)
    {
        const string type = WebhookEvents.SimulationCompleted;
        var data = WebhookPublisher.Data(new { domainEvent.SimulationId, domainEvent.Name });
        return partners.PublishOnce([new WebhookNews(type, WebhookEvents.IdOf(type, domainEvent.SimulationId), UserId: null, domainEvent.At, data)], ct);
    }
}

/// <summary>Of the case and its verdict, nothing of the mail or of those who reported it.</summary>
internal sealed class TellOfVerdict(WebhookPublisher partners) : IDomainEventHandler<ReportedMailResolved>
{
    public Task Handle(ReportedMailResolved domainEvent, CancellationToken ct) => partners.Publish(
        WebhookEvents.ReportResolved, userId: null, domainEvent.At, new { domainEvent.ReportId, domainEvent.Verdict, domainEvent.Reports }, ct);
}

internal sealed class TellOfCourse(WebhookPublisher partners) : IDomainEventHandler<CourseCompleted>
{
    public Task Handle(CourseCompleted domainEvent, CancellationToken ct) => partners.Publish(
        WebhookEvents.EnrollmentCompleted,
        domainEvent.UserId,
        domainEvent.At,
        new { domainEvent.EnrollmentId, domainEvent.UserId, domainEvent.CourseId, domainEvent.Score },
        ct);
}

internal sealed class TellOfCertificate(WebhookPublisher partners) : IDomainEventHandler<CertificateIssued>
{
    public Task Handle(CertificateIssued domainEvent, CancellationToken ct) => partners.Publish(
        WebhookEvents.CertificateIssued,
        domainEvent.UserId,
        domainEvent.At,
        new { domainEvent.CertificateId, domainEvent.UserId, domainEvent.CourseId, domainEvent.ExpiresAt },
        ct);
}

internal sealed class TellOfNewcomer(WebhookPublisher partners) : IDomainEventHandler<PersonCreated>
{
    public Task Handle(PersonCreated domainEvent, CancellationToken ct) => partners.Publish(
        WebhookEvents.PersonCreated, domainEvent.Person.Id, domainEvent.At, PersonFacts.Of(domainEvent.Person), ct);
}

internal sealed class TellOfChange(WebhookPublisher partners, TimeProvider clock) : IDomainEventHandler<PersonUpdated>
{
    public Task Handle(PersonUpdated domainEvent, CancellationToken ct) => partners.Publish(
        WebhookEvents.PersonUpdated, domainEvent.Person.Id, clock.GetUtcNow(), PersonFacts.Of(domainEvent.Person), ct);
}

internal sealed class TellOfDeparture(WebhookPublisher partners) : IDomainEventHandler<PersonDeleted>
{
    public Task Handle(PersonDeleted domainEvent, CancellationToken ct) => partners.Publish(
        WebhookEvents.PersonDeleted, domainEvent.UserId, domainEvent.At, PersonFacts.OnlyId(domainEvent.UserId), ct);
}

/// <summary>What partners are told of a person, as it is once everything has been changed that is to be changed.</summary>
internal static class PersonFacts
{
    public static object Of(User person) => new
    {
        UserId = person.Id,
        person.Email,
        person.FirstName,
        person.LastName,
        person.DepartmentId,
        IsActive = person.Status == UserStatus.Active,
    };

    public static object OnlyId(Guid userId) => new { UserId = userId };
}

/// <summary>What partners are told of what people do with their lures and courses.</summary>
internal static class OccurrenceNews
{
    public static readonly IReadOnlyCollection<string> Types =
        [WebhookEvents.RecipientClicked, WebhookEvents.RecipientSubmitted, WebhookEvents.RecipientReported, WebhookEvents.EnrollmentOverdue];

    /// <returns>Null: nobody is told of this.</returns>
    public static WebhookNews? Of(Occurrence occurrence)
    {
        var userId = occurrence.UserId;
        (string Type, object Facts)? told = occurrence.Kind switch
        {
            TriggerKind.Clicked => (WebhookEvents.RecipientClicked, Recipient(occurrence)),
            TriggerKind.Submitted => (WebhookEvents.RecipientSubmitted, Recipient(occurrence)),
            TriggerKind.Reported => (WebhookEvents.RecipientReported, Recipient(occurrence)),
            TriggerKind.CourseOverdue => (WebhookEvents.EnrollmentOverdue, new { EnrollmentId = occurrence.EventId, userId, occurrence.CourseId }),
            _ => null,
        };
        return told is var (type, facts)
            ? new WebhookNews(type, WebhookEvents.IdOf(type, occurrence.EventId), userId, occurrence.At, WebhookPublisher.Data(facts))
            : null;
    }

    private static object Recipient(Occurrence occurrence) => new { RecipientId = occurrence.EventId, occurrence.SimulationId, occurrence.UserId };
}
