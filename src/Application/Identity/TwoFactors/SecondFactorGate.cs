using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <summary>What stands between the right password, or the identity provider's word, and a session.</summary>
internal sealed class SecondFactorGate(
    IRepository<TwoFactor> factors,
    IRepository<TrustedDevice> devices,
    IRepository<TwoFactorAttempt> attempts,
    IRepository<SignInChallenge> challenges,
    IOpaqueTokens tokens,
    TimeProvider clock)
{
    public async Task<Passage> Ask(User user, string? trustedDeviceToken, CancellationToken ct, bool isFederated = false)
    {
        if (await factors.SingleOrDefaultAsync(new ConfirmedTwoFactorOfSpec(user.Id), ct) is not { } factor)
        {
            return new Passage(HasSecondFactor: false, Question: null);
        }

        var now = clock.GetUtcNow();
        if (trustedDeviceToken is not null)
        {
            var isTrusted = tokens.Read(trustedDeviceToken) is { } trusted
                && await devices.SingleOrDefaultAsync(new TrustedDeviceSpec(trusted.Hash), ct) is { } device
                && device.IsTrustedFor(factor, user.PasswordMark, now);
            attempts.Add(TwoFactorAttempt.Record(user.CompanyId, user.Id, TwoFactorMethod.TrustedDevice, isTrusted, now));
            if (isTrusted)
            {
                return new Passage(HasSecondFactor: true, Question: null);
            }
        }

        var token = tokens.Create(user.CompanyId);
        challenges.Add(SignInChallenge.Start(user.CompanyId, user.Id, token.Hash, user.PasswordMark, now, isFederated));
        return new Passage(HasSecondFactor: false, new SecondFactorRequired(TwoFactorRequired: true, token.Value));
    }
}

/// <param name="Question">Null: nothing more is asked.</param>
internal sealed record Passage(bool HasSecondFactor, SecondFactorRequired? Question);
