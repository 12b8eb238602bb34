using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Invitations;

/// <summary>Sends a person a link by which they choose a password; the link before it no longer works.</summary>
internal sealed class InvitationLetters(AccountLinks links, IMailOutbox outbox, TimeProvider clock)
{
    private const string Unnamed = "SecurityTraining";

    public ErrorOr<Success> Send(User user, Company company)
    {
        var link = links.Issue(user, TokenPurpose.Invitation);
        return user.Invite(link.TokenId, clock.GetUtcNow()).ThenDo(_ =>
            outbox.Send(user, new InvitationMail(IdentityRules.HasLink(company.Name) ? Unnamed : company.Name, link.Url), company.Language));
    }
}

/// <summary>Those whom an invitation helps.</summary>
internal sealed class UninvitedPeopleSpec : Specification<User>
{
    public UninvitedPeopleSpec(InvitedPeople people)
    {
        var (userIds, departmentIds) = (people.UserIds, people.DepartmentIds);
        Query
            .Where(user => user.Status == UserStatus.Active && user.PasswordHash == null)
            .Where(
                user => userIds.Contains(user.Id) || (user.DepartmentId != null && departmentIds.Contains(user.DepartmentId.Value)),
                condition: !people.All);
    }

    /// <summary>The next of them, in the order of their ids.</summary>
    public UninvitedPeopleSpec(InvitedPeople people, Guid? after, int most)
        : this(people) => Query
            .Where(user => user.Id > after, condition: after is not null)
            .OrderBy(user => user.Id)
            .Take(most);
}
