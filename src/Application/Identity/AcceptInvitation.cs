using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// Chooses a password by the token of the invitation. It signs nobody in. Whoever has registered with the address without ever proving
/// that it is theirs loses it.
/// </summary>
/// <param name="Token">From the newest invitation.</param>
/// <param name="Password">The one to sign in with.</param>
/// <param name="FirstName">Absent: as the company has written it; as is <paramref name="LastName"/>.</param>
[Public]
[RetryOnConflict]
public sealed record AcceptInvitationCommand(string Token, string Password, string? FirstName = null, string? LastName = null) : ICommand<Success>;

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitationCommand>
{
    public AcceptInvitationValidator()
    {
        RuleFor(command => command.Token).IsCredential();
        RuleFor(command => command.Password).IsCredential();
        RuleFor(command => command.FirstName!).IsName(PersonName.MaxLength).When(command => command.FirstName is not null);
        RuleFor(command => command.LastName!).IsName(PersonName.MaxLength).When(command => command.LastName is not null);
    }
}

internal sealed class AcceptInvitationHandler(AccountLinks links, NewPasswords passwords, ISignInRoutes routes, TimeProvider clock)
    : ICommandHandler<AcceptInvitationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(AcceptInvitationCommand command, CancellationToken cancellationToken)
    {
        var opened = await links.Open(command.Token, TokenPurpose.Invitation, cancellationToken);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        var (token, user, company) = opened.Value;
        if (user.InvitationId != token.Id)
        {
            return OneTimeTokenErrors.Invalid;
        }

        user.SetProfile(user.Profile with
        {
            Name = new PersonName(command.FirstName?.Trim() ?? user.FirstName, command.LastName?.Trim() ?? user.LastName),
        });
        var hash = await passwords.Hash(command.Password, "password", user, company, cancellationToken);
        if (hash.IsError)
        {
            return hash.Errors;
        }

        if (!await routes.TryProve(user.Email, SignInRoute.Of(user), cancellationToken))
        {
            return UserErrors.SignsInElsewhere;
        }

        var now = clock.GetUtcNow();
        return token.Use(now).Then(_ => user.AcceptInvitation(token.Id, hash.Value, now));
    }
}
