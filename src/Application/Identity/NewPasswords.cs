using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>Passwords that people choose for accounts which are there already, so that the names to avoid are known.</summary>
internal sealed class NewPasswords(ICommonPasswords common, IPasswordHasher hasher)
{
    /// <returns>The hash, or all that the policy has against the password.</returns>
    /// <exception cref="PasswordHashingBusyException">Too many are waiting already.</exception>
    public async Task<ErrorOr<string>> Hash(string password, string field, User user, Company company, CancellationToken ct)
    {
        var policy = PasswordPolicy.Check(
            password, common.Contains, company.Name, user.FirstName, user.LastName, user.Email, ProductWords.Name);
        return policy.IsError ? policy.Errors.On(field) : await hasher.Hash(password, ct);
    }
}
