using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>Replaces one's own password. The session in which that happens goes on, the others end.</summary>
[Authenticated]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record ChangePasswordCommand(string CurrentPassword, string NewPassword) : ICommand<Success>;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator()
    {
        RuleFor(command => command.CurrentPassword).IsCredential();
        RuleFor(command => command.NewPassword).IsCredential();
    }
}

internal sealed class ChangePasswordHandler(CurrentPassword currentPassword, NewPasswords passwords, ICurrentUser me)
    : ICommandHandler<ChangePasswordCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ChangePasswordCommand command, CancellationToken cancellationToken)
    {
        var confirmed = await currentPassword.Confirm(command.CurrentPassword, "currentPassword", cancellationToken);
        if (confirmed.IsError)
        {
            return confirmed.Errors;
        }

        var (user, company) = confirmed.Value;
        var hash = await passwords.Hash(command.NewPassword, "newPassword", user, company, cancellationToken);
        return hash.ThenDo(value => user.ReplacePassword(value, me.SessionId)).Then(_ => Result.Success);
    }
}

/// <summary>Whoever knew the old password, or was about to set another one, is out; the person learns of it.</summary>
internal sealed class AfterNewPassword(
    IRepository<Session> sessions,
    IRepository<User> users,
    IRepository<Company> companies,
    AccountLinks links,
    IMailOutbox outbox,
    TimeProvider clock) : IDomainEventHandler<PasswordReplaced>
{
    public async Task Handle(PasswordReplaced domainEvent, CancellationToken ct)
    {
        foreach (var session in await sessions.ListAsync(new OtherSessionsSpec(domainEvent.UserId, domainEvent.KeptSessionId), ct))
        {
            session.Revoke(clock.GetUtcNow());
        }

        await links.Withdraw(domainEvent.UserId, ct, TokenPurpose.ResetPassword, TokenPurpose.ConfirmEmail);
        if (await users.GetByIdAsync(domainEvent.UserId, ct) is { } user
            && await companies.GetByIdAsync(domainEvent.CompanyId, ct) is { } company)
        {
            outbox.Send(user, new PasswordChangedMail(), company.Language);
        }
    }

    private sealed class OtherSessionsSpec : Specification<Session>
    {
        public OtherSessionsSpec(Guid userId, Guid? kept) => Query
            .Where(session => session.UserId == userId && session.RevokedAt == null)
            .Where(session => session.Id != kept, condition: kept is not null);
    }
}
