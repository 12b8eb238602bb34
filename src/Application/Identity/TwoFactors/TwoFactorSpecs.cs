using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <summary>A person's second factor, confirmed or not; there is at most one.</summary>
internal sealed class TwoFactorOfSpec : SingleResultSpecification<TwoFactor>
{
    public TwoFactorOfSpec(Guid userId) => Query.Where(factor => factor.UserId == userId);
}

internal sealed class ConfirmedTwoFactorOfSpec : SingleResultSpecification<TwoFactor>
{
    public ConfirmedTwoFactorOfSpec(Guid userId) => Query.Where(factor => factor.UserId == userId && factor.ConfirmedAt != null);
}

internal sealed class ChallengeSpec : SingleResultSpecification<SignInChallenge>
{
    public ChallengeSpec(byte[] hash) => Query.Where(challenge => challenge.Hash == hash);
}

internal sealed class TrustedDeviceSpec : SingleResultSpecification<TrustedDevice>
{
    public TrustedDeviceSpec(byte[] hash) => Query.Where(device => device.Hash == hash);
}

/// <summary>Whether somebody must set up a second factor before they may go on.</summary>
internal sealed class SecondFactorRule(IRepository<TwoFactor> factors, TimeProvider clock)
{
    public async Task<bool> IsMissing(User user, Company company, CancellationToken ct) =>
        company.TwoFactorDueAt(user) <= clock.GetUtcNow() && !await factors.AnyAsync(new ConfirmedTwoFactorOfSpec(user.Id), ct);
}
