namespace SecurityTraining.Domain.Common;

/// <summary>A thing with an identity of its own. Ids are version-7 GUIDs (RFC 9562), so they sort by time of creation.</summary>
public abstract class Entity
{
    protected Entity()
    {
    }

    protected Entity(DateTimeOffset now) => Id = Guid.CreateVersion7(now);

    public Guid Id { get; protected init; }
}

/// <summary>The root of a consistency boundary: loaded, changed and saved as a whole, and the only thing a repository returns.</summary>
public abstract class AggregateRoot : Entity
{
    private readonly List<IDomainEvent> _events = [];

    protected AggregateRoot()
    {
    }

    protected AggregateRoot(DateTimeOffset now) : base(now)
    {
    }

    /// <summary>1 when new, and one more with each saved change: the concurrency token, and the <c>ETag</c> of a single read.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>What has happened since the aggregate was loaded, oldest first.</summary>
    public IReadOnlyList<IDomainEvent> DomainEvents => _events;

    /// <summary>Hands the events over to be dispatched; a second call returns only what has happened in between.</summary>
    public IReadOnlyList<IDomainEvent> TakeDomainEvents()
    {
        var taken = _events.ToArray();
        _events.Clear();
        return taken;
    }

    protected void Raise(IDomainEvent domainEvent) => _events.Add(domainEvent);
}

/// <summary>Something that tells when it last changed; noted as it is saved.</summary>
public interface IDated
{
    /// <summary>Null: never since it was created.</summary>
    DateTimeOffset? ChangedAt { get; }
}

/// <summary>Something that has happened, named in the past tense. Handled in the transaction in which it was raised.</summary>
public interface IDomainEvent;

/// <summary>A row of one company (tenant); every wall between companies rests on <see cref="CompanyId"/>.</summary>
public interface ICompanyOwned
{
    Guid CompanyId { get; }
}

/// <summary>Content that the platform may share with every company: read-only to companies where <see cref="CompanyId"/> is null.</summary>
public interface IPlatformContent
{
    Guid? CompanyId { get; }
}
