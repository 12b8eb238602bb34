using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>Whoever changes what an account hangs on shows its password first: they may have found an unlocked computer, and are not to guess there.</summary>
internal sealed class CurrentPassword(
    IRepository<User> users, IRepository<Company> companies, IPasswordHasher hasher, SignInThrottle throttle, ICurrentUser me)
{
    /// <param name="password">What the signed-in person says that it is.</param>
    /// <param name="field">Where they say it, for the error.</param>
    /// <param name="ct">Ends the wait for a turn.</param>
    /// <exception cref="PasswordHashingBusyException">Too many are waiting already.</exception>
    public async Task<ErrorOr<PersonInCompany>> Confirm(string password, string field, CancellationToken ct)
    {
        if (await users.GetByIdAsync(me.RequireUserId(), ct) is not { } user
            || await companies.GetByIdAsync(me.RequireCompanyId(), ct) is not { } company)
        {
            return UserErrors.NotFound;
        }

        if (await throttle.ReserveSecondFactor(user.Id, ct) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        if (!await hasher.Verify(password, user.PasswordHash, ct))
        {
            return PasswordErrors.Wrong.On(field);
        }

        await throttle.TakeBack(ct);
        return new PersonInCompany(user, company);
    }
}

internal sealed record PersonInCompany(User User, Company Company);
