using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.People;

/// <content>What others are told of what happens to a person.</content>
public sealed partial class User
{
    /// <summary>However much is changed at once, and not of somebody who is new or leaves with it.</summary>
    private void NoteChange()
    {
        if (!DomainEvents.Any(raised => raised is PersonCreated or PersonUpdated))
        {
            Raise(new PersonUpdated(this));
        }
    }

    private bool LoseSeat()
    {
        var changes = Status == UserStatus.Active;
        Status = UserStatus.Deactivated;
        (InvitationId, InvitedAt) = (null, null);
        if (changes)
        {
            Raise(new PersonLostRights(CompanyId, Id));
        }

        return changes;
    }

    private bool IsSameAs(PersonProfile profile) =>
        CustomAttributes.SequenceEqual(profile.CustomAttributes)
        && Profile with { CustomAttributes = profile.CustomAttributes } == profile;
}

/// <summary>Holds the person, of whom more becomes known before all is done.</summary>
public sealed record PersonCreated(User Person, DateTimeOffset At) : IDomainEvent;

/// <inheritdoc cref="PersonCreated"/>
public sealed record PersonUpdated(User Person) : IDomainEvent;

/// <summary>Can still be restored, unless they are erased.</summary>
public sealed record PersonDeleted(Guid CompanyId, Guid UserId, DateTimeOffset At) : IDomainEvent;
