using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Infrastructure.Persistence.Auditing;

/// <param name="Kind">The entity's name in camelCase.</param>
/// <param name="Fields">Names of the fields that have changed; of something new, those that are filled.</param>
/// <param name="Values">Of the fields that take one of a few values (roles, states, switches): what they were and what they are.</param>
/// <param name="Commitments">Of the personal fields: what shows, with the salt, which value they got.</param>
internal sealed record AuditedChange(
    string Kind,
    Guid Id,
    AuditedChangeKind Change,
    IReadOnlyList<string>? Fields,
    IReadOnlyDictionary<string, AuditedValue>? Values,
    IReadOnlyDictionary<string, string>? Commitments)
{
    public AuditTarget Target => new(Kind, Id);
}

internal enum AuditedChangeKind
{
    Created,
    Updated,
    Deleted,
}

internal sealed record AuditedValue(string? From, string? To);

/// <summary>
/// What a unit of work is about to change, as the audit log tells it: the aggregates and the names of their fields. Values stay out of it, but
/// for those that come from a closed list and so cannot be personal.
/// </summary>
internal sealed class AuditedChanges
{
    /// <summary>Fields that follow from others.</summary>
    private static readonly HashSet<string> Derived = new(StringComparer.Ordinal)
    {
        nameof(AggregateRoot.Version), nameof(ICompanyOwned.CompanyId), nameof(Entity.Id), nameof(User.SearchText), nameof(User.EmailDomain),
        nameof(User.NormalizedUserName), nameof(IDated.ChangedAt), nameof(SendingProfile.LoginChangedAt),
    };

    private static readonly HashSet<string> PersonalFields = new(StringComparer.Ordinal)
    {
        nameof(User.Email), nameof(User.FirstName), nameof(User.LastName), nameof(User.JobTitle), nameof(User.EmployeeNumber),
        nameof(User.ManagerEmail), nameof(User.CustomAttributes), nameof(User.ExternalId), nameof(User.UserName),
    };

    /// <summary>What comes along with something else, and is the target of a command only if nothing else is.</summary>
    private static readonly HashSet<Type> Companions =
        [typeof(OutgoingMail), typeof(OneTimeToken), typeof(PointEntry), typeof(SendingHealth), typeof(WebhookDelivery), typeof(PseudonymKey)];

    private readonly Dictionary<Guid, byte[]> _salts = [];
    private readonly List<(AuditedChange Change, bool IsCompanion)> _changes = [];

    /// <summary>Reads the change tracker, and changes nothing in it.</summary>
    /// <param name="forgotten">People who are being erased: nothing that their values could be guessed by is kept.</param>
    public AuditedChanges(ChangeTracker tracker, IReadOnlyCollection<Guid> forgotten)
    {
        foreach (var entry in tracker.Entries<AggregateRoot>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && Describe(entry, forgotten) is { } change)
            {
                _changes.Add((change, Companions.Contains(entry.Metadata.ClrType)));
            }
        }
    }

    /// <summary>In the order in which they matter.</summary>
    public IReadOnlyList<AuditedChange> All => [.. _changes
        .OrderBy(change => change.IsCompanion).ThenBy(change => change.Change.Change).ThenBy(change => change.Change.Kind, StringComparer.Ordinal)
        .Select(change => change.Change)];

    /// <summary>Of the people who appear in the commitments.</summary>
    public IReadOnlyDictionary<Guid, byte[]> Salts => _salts;

    private AuditedChange? Describe(EntityEntry<AggregateRoot> entry, IReadOnlyCollection<Guid> forgotten)
    {
        var kind = entry.State switch
        {
            EntityState.Added => AuditedChangeKind.Created,
            EntityState.Modified => AuditedChangeKind.Updated,
            _ => AuditedChangeKind.Deleted,
        };
        var name = Camel(entry.Metadata.ClrType.Name);
        if (kind == AuditedChangeKind.Deleted)
        {
            return new AuditedChange(name, entry.Entity.Id, kind, Fields: null, Values: null, Commitments: null);
        }

        var changed = Changed(entry, kind).ToList();
        if (changed.Count == 0)
        {
            return null;
        }

        var complex = entry.ComplexProperties.Where(part => part.IsModified || kind == AuditedChangeKind.Created).Select(part => part.Metadata.Name);
        return new AuditedChange(
            name,
            entry.Entity.Id,
            kind,
            [.. changed.Select(property => property.Metadata.Name).Concat(complex).Select(Camel).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Values(changed, kind),
            entry.Entity is User person && !forgotten.Contains(person.Id) ? Commit(person.Id, changed) : null);
    }

    private static IEnumerable<PropertyEntry> Changed(EntityEntry entry, AuditedChangeKind kind) => entry.Properties.Where(property =>
        !Derived.Contains(property.Metadata.Name)
        && (kind == AuditedChangeKind.Created ? property.CurrentValue is not null : property.IsModified));

    private static Dictionary<string, AuditedValue>? Values(IEnumerable<PropertyEntry> changed, AuditedChangeKind kind)
    {
        var values = changed.Where(property => IsFromClosedList(property.Metadata.ClrType)).ToDictionary(
            property => Camel(property.Metadata.Name),
            property => new AuditedValue(
                kind == AuditedChangeKind.Created ? null : Text(property.OriginalValue), Text(property.CurrentValue)),
            StringComparer.Ordinal);
        return values.Count == 0 ? null : values;
    }

    private Dictionary<string, string>? Commit(Guid personId, IEnumerable<PropertyEntry> changed)
    {
        var personal = changed.Where(property => PersonalFields.Contains(property.Metadata.Name) && property.CurrentValue is not null).ToList();
        if (personal.Count == 0)
        {
            return null;
        }

        var salt = AuditSalt.Create();
        _salts[personId] = salt;
        return personal.ToDictionary(
            property => Camel(property.Metadata.Name),
            property => AuditSalt.Commit(salt, Camel(property.Metadata.Name), Committed(property.CurrentValue!)),
            StringComparer.Ordinal);
    }

    /// <summary>A text as it is; a set of named texts as JSON, in the order of their names.</summary>
    private static string Committed(object value) => value as string
        ?? JsonSerializer.Serialize(new SortedDictionary<string, string>(
            ((IReadOnlyDictionary<string, string>)value).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal));

    private static bool IsFromClosedList(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } or { FullName: "System.Boolean" };

    private static string? Text(object? value) => value is null ? null : Camel(value.ToString()!);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
