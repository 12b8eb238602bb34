using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Domain.Identity;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

/// <summary>Somebody with an authenticator in their hand.</summary>
internal sealed record Authenticator(RegisteredCompany Owner, string Secret, IReadOnlyList<string> BackupCodes)
{
    public string Code(TestApp app, int stepsAgo = 0) =>
        new Totp(Base32Encoding.ToBytes(Secret)).ComputeTotp(app.Clock.GetUtcNow().UtcDateTime.AddSeconds(-30 * stepsAgo));

    /// <summary>Six digits that are neither this step's nor the last one's.</summary>
    public string WrongCode(TestApp app) =>
        Enumerable.Range(0, 3).Select(number => $"{number}23456").First(code => code != Code(app) && code != Code(app, stepsAgo: 1));
}

internal static class TwoFactorSteps
{
    /// <summary>Sets the second factor up and waits for the next code: the one that has confirmed it is used.</summary>
    public static async Task<Authenticator> AddSecondFactor(this TestApp app, RegisteredCompany owner)
    {
        var setUp = (await app.Send(new SetUpTwoFactorCommand(), owner.Admin())).Value;
        var authenticator = new Authenticator(owner, setUp.Secret, []);
        var confirmed = await app.Send(new ConfirmTwoFactorCommand(authenticator.Code(app)), owner.Admin());
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        return authenticator with { BackupCodes = confirmed.Value.BackupCodes };
    }

    public static async Task<string> Challenge(this TestApp app, string? trustedDeviceToken = null)
    {
        var answer = await app.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password, TrustedDeviceToken: trustedDeviceToken));
        return answer.Value.ShouldBeOfType<SecondFactorRequired>().ChallengeToken;
    }

    /// <summary>Then the next sign-ins of this minute write nothing to the person's row, which would let only one of them commit anyway.</summary>
    public static async Task SignInOnce(this TestApp app, Authenticator authenticator)
    {
        var challenge = (await app.Challenges(authenticator.Owner, 1)).Single();
        (await app.Send(new LoginWithTwoFactorCommand(challenge, BackupCode: authenticator.BackupCodes[0])).Outcome()).ShouldBe("ok");
    }

    /// <summary>Many sign-ins that have passed the password, without hashing it so often.</summary>
    public static Task<List<string>> Challenges(this TestApp app, RegisteredCompany owner, int count) =>
        app.InDatabase(owner.CompanyId, async (services, db) =>
        {
            var user = await db.FindAsync<Domain.People.User>(owner.CompanyId, owner.UserId);
            var tokens = Enumerable.Range(0, count).Select(_ => services.GetRequiredService<IOpaqueTokens>().Create(owner.CompanyId)).ToList();
            db.AddRange(tokens.Select(token => SignInChallenge.Start(
                owner.CompanyId, owner.UserId, token.Hash, user!.PasswordMark, app.Clock.GetUtcNow())));
            await db.SaveChangesAsync();
            return tokens.ConvertAll(token => token.Value);
        });

    public static async Task<string> Outcome<T>(this Task<ErrorOr.ErrorOr<T>> answer) => (await answer) is { IsError: true } failed ? failed.FirstError.Code : "ok";
}
