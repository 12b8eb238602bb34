using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Infrastructure.Persistence.Auditing;

/// <summary>Appends to the company's chain what a unit of work has to say, in that unit's transaction.</summary>
internal sealed class AuditWriter(
    AppDbContext db, AuditTrail trail, ITenant tenant, ICurrentUser me, IRequestOrigin origin, TimeProvider clock)
{
    /// <summary>More aggregates than a person changes with one command; how many more there were is told.</summary>
    private const int MaxChanges = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly List<Pending> _pending = [];
    private readonly List<object> _written = [];

    public bool HasWork => _pending.Count > 0 || trail.Forgotten.Count > 0;

    /// <summary>Looks at what is about to be saved.</summary>
    /// <param name="refusal">Code of the error with which the use case answers although it keeps its changes.</param>
    public void Collect(string? refusal)
    {
        _pending.Clear();
        if (tenant.CompanyId is null)
        {
            return;
        }

        if (trail.Message is { } message && !me.IsSystem)
        {
            Collect(message, refusal);
        }

        foreach (var note in trail.Notes)
        {
            _pending.Add(new Pending(note.Action, note.Target, new AuditData(From(), refusal, Changes: null, MoreChanges: null, note.Facts), []));
        }
    }

    /// <summary>
    /// Locks the end of the chain until the transaction ends, and puts the entries among what it saves. To be called before it writes anything
    /// else: so whoever waits for the lock holds none.
    /// </summary>
    public async Task Append(CancellationToken ct)
    {
        if (_pending.Count > 0)
        {
            await AppendPending(ct);
        }

        if (trail.Forgotten.Count > 0)
        {
            var forgotten = trail.Forgotten;
            await db.AuditSalts.Where(salt => forgotten.Contains(salt.PersonId)).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>The chain goes on in other units of work, so what this one has seen of it is of no use to the next.</summary>
    public void Forget()
    {
        foreach (var written in _written)
        {
            db.Entry(written).State = EntityState.Detached;
        }

        _written.Clear();
        _pending.Clear();
        trail.Clear();
    }

    private void Collect(AuditedMessage message, string? refusal)
    {
        var changes = new AuditedChanges(db.ChangeTracker, trail.Forgotten);
        var all = changes.All;
        if (all.Count == 0)
        {
            return;
        }

        var target = all.FirstOrDefault(change => change.Id == message.SubjectId) ?? all[0];
        var more = all.Count > MaxChanges ? all.Count - MaxChanges : (int?)null;
        var shown = all.Take(MaxChanges).ToList();
        var salts = changes.Salts.Where(salt => shown.Exists(change => change.Id == salt.Key)).ToList();
        _pending.Add(new Pending(message.Action, target.Target, new AuditData(From(), refusal, shown, more, Facts: null), salts));
    }

    private async Task AppendPending(CancellationToken ct)
    {
        var head = await Lock(tenant.CompanyId!.Value, ct);
        var actor = Actor();
        foreach (var pending in _pending)
        {
            var data = JsonSerializer.Serialize(pending.Data, Json);
            var entry = head.Append(new AuditFact(actor, pending.Action, pending.Target, data), clock.GetUtcNow());
            Add(entry);
            foreach (var (personId, salt) in pending.Salts)
            {
                Add(AuditSalt.For(entry, personId, salt));
            }
        }
    }

    private AuditActor Actor() => trail.Actor ?? me switch
    {
        { IsSystem: true } => AuditActor.System,
        { UserId: { } id, Role: { } role } => AuditActor.Person(id, role),
        { ApiKeyId: { } key } => AuditActor.ApiKey(key),
        _ => AuditActor.Anonymous,
    };

    private AuditFrom? From() => origin is { Network: null, Client: null, RequestId: null }
        ? null
        : new AuditFrom(origin.Network, origin.Client, origin.RequestId);

    private async Task<AuditHead> Lock(Guid companyId, CancellationToken ct)
    {
        if (db.ChangeTracker.Entries<Company>().Any(company => company.State == EntityState.Added && company.Entity.Id == companyId))
        {
            var start = AuditHead.Start(companyId);
            Add(start);
            return start;
        }

        var nothing = AuditHash.BeforeTheFirst.ToArray();
        var row = (await db.Database.SqlQuery<HeadRow>(
            $"""
            INSERT INTO audit_heads (company_id, seq, hash) VALUES ({companyId}, 0, {nothing})
            ON CONFLICT (company_id) DO UPDATE SET seq = audit_heads.seq
            RETURNING seq, hash
            """).ToListAsync(ct)).Single();
        var head = AuditHead.At(companyId, row.Seq, row.Hash);
        db.Attach(head);
        _written.Add(head);
        return head;
    }

    private void Add(object row)
    {
        db.Add(row);
        _written.Add(row);
    }

    private sealed record HeadRow(long Seq, byte[] Hash);

    private sealed record Pending(string Action, AuditTarget? Target, AuditData Data, IReadOnlyList<KeyValuePair<Guid, byte[]>> Salts);

    /// <param name="Refused">The command was refused with this code; what it has changed stays nevertheless.</param>
    private sealed record AuditData(
        AuditFrom? From, string? Refused, IReadOnlyList<AuditedChange>? Changes, int? MoreChanges, IReadOnlyDictionary<string, string>? Facts);

    private sealed record AuditFrom(string? Network, string? Client, string? RequestId);
}
