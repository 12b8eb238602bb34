using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>Whether the caller may take somebody out of the company, for a while or for good.</summary>
internal sealed class Departures(
    IRepository<Company> companies, IRepository<User> users, RightsOverPeople rights, BreakGlass breakGlass, ICurrentUser me)
{
    /// <returns>The company, which gets a seat back. It was read before the look at the other administrators: that both change it keeps two
    /// of them from removing each other at the same moment.</returns>
    public async Task<ErrorOr<Company>> Allow(User user, CancellationToken ct) =>
        await rights.Cover(user, ct) ? await AllowWhateverRole(user, ct) : UserErrors.RoleBeyondOwn;

    /// <summary>For the company's directory, whose word is enough that somebody has left, whatever they were.</summary>
    /// <inheritdoc cref="Allow" path="/returns"/>
    public async Task<ErrorOr<Company>> AllowWhateverRole(User user, CancellationToken ct)
    {
        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), ct))!;
        if (user is not { Role: Role.CompanyAdmin, Status: not UserStatus.Deleted })
        {
            return company;
        }

        return await users.AnyAsync(new ActiveAdministratorsSpec(except: user.Id), ct)
            ? await breakGlass.AllowLossOf(user, ct).Then(_ => company)
            : UserErrors.LastAdministrator;
    }
}
