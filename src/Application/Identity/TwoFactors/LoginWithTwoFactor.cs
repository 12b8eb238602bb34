using System.Net;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <param name="ChallengeToken">From the right password.</param>
/// <param name="Code">Six digits from the authenticator; absent if there is a <paramref name="BackupCode"/>.</param>
/// <param name="TrustDevice">Asks for a token that stands for the second factor on this device for 30 days.</param>
[Public]
[RetryOnConflict]
public sealed record LoginWithTwoFactorCommand(
    string ChallengeToken,
    string? Code = null,
    string? BackupCode = null,
    bool TrustDevice = false,
    string? Device = null,
    IPAddress? Address = null) : ICommand<SignedIn>;

internal sealed class LoginWithTwoFactorValidator : AbstractValidator<LoginWithTwoFactorCommand>
{
    public LoginWithTwoFactorValidator()
    {
        RuleFor(command => command.ChallengeToken).IsCredential();
        RuleFor(command => command.Device).MaximumLength(Session.MaxDeviceLength);
        When(command => command.BackupCode is null, () => RuleFor(command => command.Code!).IsCredential());
        When(command => command.BackupCode is not null, () =>
        {
            RuleFor(command => command.BackupCode!).IsCredential();
            RuleFor(command => command.Code).Null().WithMessage("Send a code or a backup code, not both.");
        });
    }
}

internal sealed class LoginWithTwoFactorHandler(
    IOpaqueTokens tokens,
    ITenant tenant,
    IRepository<SignInChallenge> challenges,
    IRepository<User> users,
    IRepository<Company> companies,
    IRepository<TwoFactor> factors,
    IRepository<TwoFactorAttempt> attempts,
    IRepository<TrustedDevice> devices,
    ITotp totp,
    SignInThrottle throttle,
    SessionOpener opener,
    IAuditTrail audit,
    TimeProvider clock) : ICommandHandler<LoginWithTwoFactorCommand, SignedIn>
{
    public async Task<ErrorOr<SignedIn>> Handle(LoginWithTwoFactorCommand command, CancellationToken cancellationToken)
    {
        if (tokens.Read(command.ChallengeToken) is not { } token)
        {
            return TwoFactorErrors.ChallengeInvalid;
        }

        tenant.Enter(token.CompanyId);
        if (await challenges.SingleOrDefaultAsync(new ChallengeSpec(token.Hash), cancellationToken) is not { } challenge
            || await users.GetByIdAsync(challenge.UserId, cancellationToken) is not { Status: UserStatus.Active } user
            || await companies.GetByIdAsync(challenge.CompanyId, cancellationToken) is not { Status: CompanyStatus.Active } company
            || await factors.SingleOrDefaultAsync(new ConfirmedTwoFactorOfSpec(user.Id), cancellationToken) is not { } factor
            || !challenge.PasswordMark.AsSpan().SequenceEqual(user.PasswordMark))
        {
            return TwoFactorErrors.ChallengeInvalid;
        }

        var now = clock.GetUtcNow();
        if (challenge.Try(now) is { IsError: true } over)
        {
            return over.Errors;
        }

        if (await throttle.ReserveSecondFactor(user.Id, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var passed = command.BackupCode is { } backupCode
            ? factor.UseBackupCode(BackupCodes.Hash(backupCode))
            : factor.UseCode(totp.FindStep(factor, command.Code!));
        var method = command.BackupCode is null ? TwoFactorMethod.Code : TwoFactorMethod.BackupCode;
        attempts.Add(TwoFactorAttempt.Record(user.CompanyId, user.Id, method, !passed.IsError, now));
        if (passed.IsError)
        {
            // Refused, but it has cost a try and is written down.
            audit.Note("identity.two-factor-failed", new AuditTarget("user", user.Id));
            return TwoFactorErrors.SignInFailed.AndKeep();
        }

        audit.ActsAs(user.Id, user.Role);
        await throttle.TakeBack(cancellationToken);
        challenge.Complete(now);
        var opened = await opener.Open(user, company, command.Device, command.Address, hasSecondFactor: true, cancellationToken, challenge.IsFederated);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        var signedIn = opened.Value;
        return command.TrustDevice ? signedIn with { TrustedDeviceToken = Trust(factor, user) } : signedIn;
    }

    private string Trust(TwoFactor factor, User user)
    {
        var token = tokens.Create(user.CompanyId);
        devices.Add(TrustedDevice.Trust(factor, token.Hash, user.PasswordMark, clock.GetUtcNow()));
        return token.Value;
    }
}
