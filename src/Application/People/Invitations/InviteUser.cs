using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Invitations;

/// <summary>Invites somebody who is there already, for the first time or again: then the older link stops working.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record InviteUserCommand(Guid Id) : ICommand<Success>;

internal sealed class InviteUserHandler(
    IRepository<Company> companies, IRepository<User> users, IMailAllowances allowances, InvitationLetters invitations, ICurrentUser me)
    : ICommandHandler<InviteUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(InviteUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(request.Id, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        if (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken) is not { } company)
        {
            return CompanyErrors.NotFound;
        }

        var sent = invitations.Send(user, company);
        return sent.IsError || await allowances.TryTake(MailReason.Invitation, user.Email, cancellationToken) ? sent : MailAllowanceErrors.UsedUp;
    }
}
