using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <summary>Takes both factors: whoever has found an unlocked computer has neither.</summary>
[Authenticated]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record SwitchOffTwoFactorCommand(string Password, string Code) : ICommand<Deleted>;

internal sealed class SwitchOffTwoFactorValidator : AbstractValidator<SwitchOffTwoFactorCommand>
{
    public SwitchOffTwoFactorValidator()
    {
        RuleFor(command => command.Password).IsCredential();
        RuleFor(command => command.Code).IsCredential();
    }
}

internal sealed class SwitchOffTwoFactorHandler(
    IRepository<User> users,
    IRepository<Company> companies,
    IRepository<TwoFactor> factors,
    IRepository<TwoFactorAttempt> attempts,
    IPasswordHasher hasher,
    ITotp totp,
    SignInThrottle throttle,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<SwitchOffTwoFactorCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(SwitchOffTwoFactorCommand command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await factors.SingleOrDefaultAsync(new ConfirmedTwoFactorOfSpec(me.RequireUserId()), cancellationToken) is not { } factor
            || await users.GetByIdAsync(factor.UserId, cancellationToken) is not { } user
            || await companies.GetByIdAsync(factor.CompanyId, cancellationToken) is not { } company)
        {
            return TwoFactorErrors.NotFound;
        }

        if (company.TwoFactorDueAt(user) <= now)
        {
            return TwoFactorErrors.Required;
        }

        if (await throttle.ReserveSecondFactor(user.Id, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        if (!await hasher.Verify(command.Password, user.PasswordHash, cancellationToken))
        {
            return TwoFactorErrors.PasswordInvalid;
        }

        var used = factor.UseCode(totp.FindStep(factor, command.Code));
        attempts.Add(TwoFactorAttempt.Record(user.CompanyId, user.Id, TwoFactorMethod.Code, !used.IsError, now));
        if (used.IsError)
        {
            return used.FirstError.AndKeep();
        }

        await throttle.TakeBack(cancellationToken);
        factor.SwitchOff(TwoFactorChange.SwitchedOff);
        factors.Remove(factor);
        return Result.Deleted;
    }
}
