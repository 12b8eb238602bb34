using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <summary>A new secret for the person's authenticator; it counts once a code made with it has confirmed it.</summary>
[Authenticated]
[WithoutSecondFactor]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record SetUpTwoFactorCommand : ICommand<TwoFactorSetUp>;

public sealed record TwoFactorSetUp(string Secret, string OtpauthUri, string QrCodeSvg);

internal sealed class SetUpTwoFactorHandler(
    IRepository<User> users, IRepository<TwoFactor> factors, ITotp totp, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<SetUpTwoFactorCommand, TwoFactorSetUp>
{
    public async Task<ErrorOr<TwoFactorSetUp>> Handle(SetUpTwoFactorCommand command, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(me.RequireUserId(), cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        var secret = totp.CreateSecret(user);
        var factor = await factors.SingleOrDefaultAsync(new TwoFactorOfSpec(user.Id), cancellationToken);
        if (factor is null)
        {
            factors.Add(TwoFactor.SetUp(user.CompanyId, user.Id, secret.Protected, clock.GetUtcNow()));
        }
        else if (factor.Renew(secret.Protected) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        return new TwoFactorSetUp(secret.Text, secret.Uri, secret.QrCodeSvg);
    }
}
