using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Common.Auditing;

/// <summary>What is to be written about the message that is being handled; emptied when that is done.</summary>
public sealed class AuditTrail : IAuditTrail
{
    private readonly List<AuditNote> _notes = [];
    private readonly List<Guid> _forgotten = [];

    public AuditedMessage? Message { get; private set; }

    public AuditActor? Actor { get; private set; }

    public IReadOnlyList<AuditNote> Notes => _notes;

    public IReadOnlyList<Guid> Forgotten => _forgotten;

    /// <param name="message">Null: its changes are not written down, only what it notes itself.</param>
    public void Start(AuditedMessage? message)
    {
        Clear();
        Message = message;
    }

    public void Note(string action, AuditTarget? target = null, IReadOnlyDictionary<string, string>? facts = null) =>
        _notes.Add(new AuditNote(action, target, facts));

    public void ActsAs(Guid userId, Role role) => Actor = AuditActor.Person(userId, role);

    public void Forget(Guid personId) => _forgotten.Add(personId);

    /// <summary>The use case has refused: what it wanted to change is void, what it has noted is not.</summary>
    public void KeepOnlyNotes()
    {
        Message = null;
        _forgotten.Clear();
    }

    public void Clear()
    {
        KeepOnlyNotes();
        Actor = null;
        _notes.Clear();
    }
}

public sealed record AuditNote(string Action, AuditTarget? Target, IReadOnlyDictionary<string, string>? Facts);

/// <param name="Action">The feature and the message's name: <c>people.update-user</c>.</param>
/// <param name="SubjectId">The thing that the message names; null if it names none.</param>
public sealed record AuditedMessage(string Action, Guid? SubjectId);
