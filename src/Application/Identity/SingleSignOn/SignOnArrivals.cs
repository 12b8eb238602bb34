using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>Finds out which of the company's people has come from the provider, and makes an account for newcomers where that is wanted.</summary>
internal sealed class SignOnArrivals(
    IRepository<User> users,
    IRepository<FederatedAccount> accounts,
    IRepository<Company> companies,
    IRepository<MailDomain> mailDomains,
    TimeProvider clock)
{
    /// <summary>One issuer for every Workspace and for everybody's own accounts, which can have any address.</summary>
    private const string Google = "https://accounts.google.com";

    /// <summary>An error leaves nothing changed.</summary>
    public async Task<ErrorOr<User>> Admit(IdentityProvider provider, Company company, ProviderIdentity identity, CancellationToken ct)
    {
        var email = EmailAddress.Parse(identity.Email);
        if (email.IsError || identity.IsEmailVerified == false)
        {
            return SignOnErrors.EmailMissing;
        }

        var domain = email.Value.Domain;
        if (!provider.Serves(domain) || (await mailDomains.ListAsync(new VerifiedDomainsSpec([domain]), ct)).Count == 0)
        {
            return SignOnErrors.EmailForeign;
        }

        if (identity.Issuer == Google && !(DomainName.Normalize(identity.HostedDomain) is { } hosted && provider.Serves(hosted)))
        {
            return SignOnErrors.WorkspaceForeign;
        }

        // To take it for no role at all would demote administrators.
        if (identity.LeavesRolesOut)
        {
            return SignOnErrors.RolesLeftOut;
        }

        if (await accounts.SingleOrDefaultAsync(new AccountSpec(identity.Issuer, identity.Subject), ct) is { } known)
        {
            return await Known(provider, company, known.UserId, identity, ct);
        }

        if (await users.SingleOrDefaultAsync(new UserOrDeletedByEmailSpec(email.Value.Value), ct) is not { } namesake)
        {
            return Newcomer(provider, company, email.Value, identity);
        }

        if (await accounts.AnyAsync(new AccountsOfSpec(namesake.Id, identity.Issuer), ct))
        {
            return SignOnErrors.AccountLinked;
        }

        return await Known(provider, company, namesake.Id, identity, ct).ThenDo(user =>
        {
            user.VerifyEmail(clock.GetUtcNow());
            Link(user, identity);
        });
    }

    private async Task<ErrorOr<User>> Known(IdentityProvider provider, Company company, Guid userId, ProviderIdentity identity, CancellationToken ct)
    {
        // Who operates the platform is vouched for by nobody else.
        if (await users.GetByIdAsync(userId, ct) is not { Status: UserStatus.Active, Role: not Role.PlatformAdmin } user)
        {
            return SignOnErrors.AccountClosed;
        }

        if (provider.RoleOf(identity.RoleValues) is not { } role || role == user.Role || provider.MayBreakGlass(user.Id, user.Role))
        {
            return user;
        }

        if (user.Role == Role.CompanyAdmin)
        {
            // The company has been read before the look at the other administrators: of two who lose the role at once only one commits.
            if (!await users.AnyAsync(new ActiveAdministratorsSpec(except: user.Id), ct))
            {
                return user;
            }

            companies.Touch(company);
        }

        return user.ChangeRole(role).Then(_ => user);
    }

    private ErrorOr<User> Newcomer(IdentityProvider provider, Company company, EmailAddress email, ProviderIdentity identity)
    {
        if (!provider.CreatesAccounts)
        {
            return SignOnErrors.NoAccount;
        }

        var now = clock.GetUtcNow();
        if (company.AddPeople(1, now) is { IsError: true } noSeat)
        {
            return noSeat.Errors;
        }

        var user = User.Create(company.Id, email, NameOf(identity, email), provider.RoleOf(identity.RoleValues) ?? provider.DefaultRole, now);
        user.SetProfile(user.Profile with
        {
            Language = identity.Locale is { } locale && Languages.Nearest(locale) is var near && locale.StartsWith(near, StringComparison.OrdinalIgnoreCase)
                ? near
                : null,
            TimeZone = identity.TimeZone is { } zone && TimeZones.IsKnown(zone) ? zone : null,
        });
        user.VerifyEmail(now);
        users.Add(user);
        Link(user, identity);
        return user;
    }

    private void Link(User user, ProviderIdentity identity) =>
        accounts.Add(FederatedAccount.Link(user.CompanyId, user.Id, identity.Issuer, identity.Subject, clock.GetUtcNow()));

    private static PersonName NameOf(ProviderIdentity identity, EmailAddress email)
    {
        var (first, last) = (Clean(identity.FirstName), Clean(identity.LastName));
        if (first.Length + last.Length == 0)
        {
            var full = Clean(identity.FullName);
            var cut = full.LastIndexOf(' ');
            (first, last) = cut < 0 ? (full, "") : (full[..cut], full[(cut + 1)..]);
        }

        return new PersonName(first.Length > 0 ? first : Clean(email.LocalPart), last);
    }

    private static string Clean(string? text)
    {
        var printable = string.Concat((text ?? "").Where(character => !char.IsControl(character) && !char.IsSurrogate(character))).Trim();
        return printable.Length <= PersonName.MaxLength ? printable : printable[..PersonName.MaxLength].Trim();
    }

    private sealed class AccountSpec : SingleResultSpecification<FederatedAccount>
    {
        public AccountSpec(string issuer, string subject) => Query.Where(account => account.Issuer == issuer && account.Subject == subject);
    }

    private sealed class AccountsOfSpec : Specification<FederatedAccount>
    {
        public AccountsOfSpec(Guid userId, string issuer) => Query.Where(account => account.UserId == userId && account.Issuer == issuer);
    }
}
