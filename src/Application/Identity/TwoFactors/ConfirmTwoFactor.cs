using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <summary>Switches the second factor on by a code, which shows that the authenticator has the secret.</summary>
[Authenticated]
[WithoutSecondFactor]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record ConfirmTwoFactorCommand(string Code) : ICommand<NewBackupCodes>;

/// <param name="BackupCodes">Shown once; each stands once for a code.</param>
public sealed record NewBackupCodes(IReadOnlyList<string> BackupCodes);

internal sealed class ConfirmTwoFactorValidator : AbstractValidator<ConfirmTwoFactorCommand>
{
    public ConfirmTwoFactorValidator() => RuleFor(command => command.Code).IsCredential();
}

internal sealed class ConfirmTwoFactorHandler(
    IRepository<TwoFactor> factors,
    IRepository<TwoFactorAttempt> attempts,
    ITotp totp,
    SignInThrottle throttle,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<ConfirmTwoFactorCommand, NewBackupCodes>
{
    public async Task<ErrorOr<NewBackupCodes>> Handle(ConfirmTwoFactorCommand command, CancellationToken cancellationToken)
    {
        var factor = await factors.SingleOrDefaultAsync(new TwoFactorOfSpec(me.RequireUserId()), cancellationToken);
        if (factor is null or { IsConfirmed: true })
        {
            return factor is null ? TwoFactorErrors.NotFound : TwoFactorErrors.AlreadyOn;
        }

        if (await throttle.ReserveSecondFactor(factor.UserId, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var now = clock.GetUtcNow();
        var codes = BackupCodes.Create();
        var confirmed = factor.Confirm(totp.FindStep(factor, command.Code), BackupCodes.Hash(codes), now);
        attempts.Add(TwoFactorAttempt.Record(factor.CompanyId, factor.UserId, TwoFactorMethod.Code, !confirmed.IsError, now));
        if (confirmed.IsError)
        {
            return confirmed.FirstError.AndKeep();
        }

        await throttle.TakeBack(cancellationToken);
        return new NewBackupCodes(codes);
    }
}
