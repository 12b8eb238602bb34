using System.Globalization;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>Puts what a directory says into people. Roles are no business of a directory's: whoever comes is an employee, and stays what they are.</summary>
internal sealed class ScimPeople(
    IRepository<Company> companies,
    IRepository<User> users,
    IRepository<Department> departments,
    LedPeople led,
    ISignInRoutes routes,
    Departures departures,
    ICurrentUser me,
    TimeProvider clock)
{
    /// <summary>Somebody new; or whoever was deleted under the same name, address or external id, and so is back.</summary>
    public async Task<ErrorOr<User>> Take(ScimPersonChanges changes, CancellationToken ct)
    {
        var names = ScimNames.Of(changes, known: null);
        if (names.IsError)
        {
            return names.Errors;
        }

        var namesakes = await users.ListAsync(new NamesakesSpec(names.Value), ct);
        if (Conflict(namesakes.Where(user => user.Status != UserStatus.Deleted), names.Value) is { } conflict)
        {
            return conflict;
        }

        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), ct))!;
        if (namesakes is { Count: > 0 })
        {
            return await Return(namesakes, company, changes, names.Value, ct);
        }

        var now = clock.GetUtcNow();
        var taken = company.AddPeople(1, now);
        if (taken.IsError)
        {
            return taken.Errors;
        }

        var user = User.Create(company.Id, names.Value.Email, new PersonName("", ""), Role.Employee, now);
        users.Add(user);
        return await Fill(user, changes, names.Value, company, ct);
    }

    /// <summary>Somebody whom the company has.</summary>
    public async Task<ErrorOr<User>> Change(User user, ScimPersonChanges changes, CancellationToken ct)
    {
        var names = ScimNames.Of(changes, user);
        if (names.IsError)
        {
            return names.Errors;
        }

        if (changes.Identifies && names.Value.DifferFrom(user))
        {
            var others = (await users.ListAsync(new NamesakesSpec(names.Value), ct)).Where(other => other.Id != user.Id).ToList();
            if (Conflict(others, names.Value) is { } conflict)
            {
                return conflict;
            }
        }

        if (names.Value.Email.Value != user.Email)
        {
            if (user.Role != Role.Employee || user.CustomRoleId is not null)
            {
                return UserErrors.AddressIsOwn;
            }

            await Move(user, names.Value.Email, ct);
        }

        return await Fill(user, changes, names.Value, company: null, ct);
    }

    private async Task<ErrorOr<User>> Return(
        IReadOnlyList<User> deleted, Company company, ScimPersonChanges changes, ScimNames names, CancellationToken ct)
    {
        var user = deleted.FirstOrDefault(candidate => candidate.Email == names.Email.Value) ?? deleted[0];
        if (Conflict(deleted.Where(other => other.Id != user.Id), names) is { } conflict)
        {
            return conflict;
        }

        var now = clock.GetUtcNow();
        if (user.Restore(now).IsError || user.ChangeRole(Role.Employee).IsError)
        {
            return UserErrors.EmailOfDeleted;
        }

        await Move(user, names.Email, ct);
        company.ReturnPerson();
        user.Activate();
        var seat = company.TakeSeats(1, now);
        return seat.IsError ? seat.Errors : await Fill(user, changes, names, company, ct);
    }

    private async Task Move(User user, EmailAddress email, CancellationToken ct)
    {
        await routes.Release(user.Email, SignInRoute.Of(user), ct);
        if (user.Email != email.Value)
        {
            await led.Follow(user.Email, email.Value, ct);
        }

        user.MoveTo(email);
    }

    private async Task<ErrorOr<User>> Fill(User user, ScimPersonChanges changes, ScimNames names, Company? company, CancellationToken ct)
    {
        if (changes.Identifies)
        {
            user.KnowAs(names.UserName, names.ExternalId);
        }

        if (changes.TimeZone is { IsSet: true, Value: { } zone } && PersonRules.TimeZone(zone) is { } wrong)
        {
            return ScimErrors.InvalidValue("timezone", wrong);
        }

        var superior = await FindSuperior(user, changes, ct);
        if (superior.IsError)
        {
            return superior.Errors;
        }

        var profile = user.Profile;
        user.SetProfile(profile with
        {
            Name = ScimNames.PersonName(changes, user),
            DepartmentId = changes.Department.IsSet ? await FindOrMakeDepartment(changes.Department.Value, ct) : profile.DepartmentId,
            JobTitle = changes.Title.Or(profile.JobTitle),
            EmployeeNumber = changes.EmployeeNumber.Or(profile.EmployeeNumber),
            ManagerEmail = superior.Value,
            Language = changes.Language.Or(profile.Language),
            TimeZone = changes.TimeZone.Or(profile.TimeZone),
        });
        var activated = changes.Active.IsSet ? await Activate(user, changes.Active.Value, company, ct) : Result.Success;
        return activated.IsError ? activated.Errors : user;
    }

    private async Task<ErrorOr<Success>> Activate(User user, bool isActive, Company? company, CancellationToken ct)
    {
        if (isActive == (user.Status == UserStatus.Active))
        {
            return Result.Success;
        }

        if (isActive)
        {
            // They may have been shut out for good reason by somebody who knew more than the directory.
            if (user is not { Role: Role.Employee or Role.Manager, CustomRoleId: null })
            {
                return ScimErrors.Immutable("Whoever may do more than a manager is let in again by an administrator of the company.");
            }

            company ??= (await companies.GetByIdAsync(me.RequireCompanyId(), ct))!;
            user.Activate();
            return company.TakeSeats(1, clock.GetUtcNow());
        }

        var allowed = await departures.AllowWhateverRole(user, ct);
        if (allowed.IsError)
        {
            return allowed.Errors;
        }

        user.Deactivate();
        allowed.Value.GiveBackSeats(1);
        return Result.Success;
    }

    private async Task<Guid?> FindOrMakeDepartment(string? name, CancellationToken ct)
    {
        if (name is null)
        {
            return null;
        }

        if (await departments.SingleOrDefaultAsync(new DepartmentByNameSpec(name), ct) is not { } department)
        {
            department = Department.Create(me.RequireCompanyId(), name, clock.GetUtcNow());
            departments.Add(department);
        }

        return department.Id;
    }

    /// <returns>The address of whoever leads the person.</returns>
    private async Task<ErrorOr<string?>> FindSuperior(User user, ScimPersonChanges changes, CancellationToken ct)
    {
        if (changes.Superior is not { IsSet: true, Value: var named })
        {
            return user.ManagerEmail;
        }

        if (named is null)
        {
            return named;
        }

        if (EmailAddress.Parse(named) is { IsError: false } address)
        {
            return address.Value.Value;
        }

        return Guid.TryParse(named, CultureInfo.InvariantCulture, out var id)
            && (await users.ListAsync(new EmailOfSpec(id), ct)).FirstOrDefault() is { } email
            ? email
            : ScimErrors.InvalidValue("manager", "There is no such person.");
    }

    private static Error? Conflict(IEnumerable<User> others, ScimNames names)
    {
        foreach (var other in others)
        {
            return other.Status == UserStatus.Deleted ? UserErrors.EmailOfDeleted
                : other.Email == names.Email.Value ? UserErrors.EmailTaken
                : names.ExternalId is not null && other.ExternalId == names.ExternalId ? UserErrors.ExternalIdTaken
                : UserErrors.UserNameTaken;
        }

        return null;
    }

    private sealed class NamesakesSpec : Specification<User>
    {
        public NamesakesSpec(ScimNames names)
        {
            var (email, userName, externalId) = (names.Email.Value, User.NormalizeUserName(names.UserName), names.ExternalId);
            Query.Where(user => user.Email == email || user.NormalizedUserName == userName
                || (user.NormalizedUserName == null && user.Email == userName) || (externalId != null && user.ExternalId == externalId))
                .IncludeDeleted();
        }
    }

    private sealed class DepartmentByNameSpec : SingleResultSpecification<Department>
    {
        public DepartmentByNameSpec(string name)
        {
            var normalized = Department.Normalize(name);
            Query.Where(department => department.NormalizedName == normalized);
        }
    }

    private sealed class EmailOfSpec : Specification<User, string>
    {
        public EmailOfSpec(Guid id)
        {
            Query.Where(user => user.Id == id);
            Selector = user => user.Email;
        }
    }
}
