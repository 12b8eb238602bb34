using System.Security.Cryptography;
using System.Text;
using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.People;

public enum UserStatus
{
    Active,

    /// <summary>Keeps their history, gives back their seat, gets no mail and cannot sign in.</summary>
    Deactivated,

    /// <summary>Seen by nobody any more but by whoever looks for deleted people; can be restored for a while.</summary>
    Deleted,
}

/// <summary>
/// A person of a company. Most are only written to and never sign in; those who do have a password. The mail address is the
/// key by which imports find a person again, unique within the company.
/// </summary>
public sealed partial class User : AggregateRoot, ICompanyOwned, IDated
{
    /// <summary>How long somebody who was deleted can be restored; then their data are erased for good.</summary>
    public static readonly TimeSpan RestorePeriod = TimeSpan.FromDays(30);

    private readonly List<GroupMember> _memberships = [];

    private User(Guid companyId, EmailAddress email, PersonName name, Role role, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        Email = email.Value;
        EmailDomain = email.Domain;
        (FirstName, LastName) = name;
        Role = role;
        CreatedAt = now;
        SearchText = BuildSearchText();
        CustomAttributesText = "";
        Raise(new PersonCreated(this, now));
    }

    private User()
    {
        Email = EmailDomain = FirstName = LastName = SearchText = CustomAttributesText = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>In lower case.</summary>
    public string Email { get; private set; }

    /// <summary>What follows the @; decides whether lures may be sent there.</summary>
    public string EmailDomain { get; private set; }

    public string FirstName { get; private set; }

    public string LastName { get; private set; }

    public Role Role { get; private set; }

    public UserStatus Status { get; private set; }

    public Guid? DepartmentId { get; private set; }

    /// <summary>For projections, which show its name; no use case loads it.</summary>
    public Department? Department { get; private set; }

    /// <summary>The fixed groups they belong to; for queries, no use case loads them.</summary>
    public IReadOnlyCollection<GroupMember> Memberships => _memberships;

    public string? JobTitle { get; private set; }

    public string? EmployeeNumber { get; private set; }

    /// <summary>The manager's mail address; they need not be known when the person is brought in.</summary>
    public string? ManagerEmail { get; private set; }

    /// <summary>Null: the company's.</summary>
    public string? Language { get; private set; }

    /// <summary>IANA name; null: the company's.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>The company's own columns, usable in templates as <c>{{custom.name}}</c>.</summary>
    public IReadOnlyDictionary<string, string> CustomAttributes { get; private set; } = new Dictionary<string, string>();

    /// <summary>The same as JSON, written by the database itself, for conditions within a query (<see cref="AttributeText"/>).</summary>
    public string CustomAttributesText { get; private set; }

    /// <summary>Argon2id in PHC string format; null for people who do not sign in.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>Changes with the password, and says nothing about it: what was granted for one password is not worth anything with the next.</summary>
    public byte[] PasswordMark => SHA256.HashData(Encoding.UTF8.GetBytes(PasswordHash ?? ""));

    public DateTimeOffset? EmailVerifiedAt { get; private set; }

    public DateTimeOffset? LastSignInAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>From when on nothing brings a deleted person back.</summary>
    public DateTimeOffset? EraseAt { get; private set; }

    /// <summary>What a search looks through: name, address and number in lower case.</summary>
    public string SearchText { get; private set; }

    public string FullName => $"{FirstName} {LastName}".Trim();

    public static User Create(Guid companyId, EmailAddress email, PersonName name, Role role, DateTimeOffset now) =>
        new(companyId, email, name, role, now);

    public void SetProfile(PersonProfile profile)
    {
        if (!IsSameAs(profile))
        {
            NoteChange();
        }

        (FirstName, LastName) = profile.Name;
        DepartmentId = profile.DepartmentId;
        JobTitle = profile.JobTitle;
        EmployeeNumber = profile.EmployeeNumber;
        ManagerEmail = profile.ManagerEmail;
        Language = profile.Language;
        TimeZone = profile.TimeZone;
        if (!CustomAttributes.SequenceEqual(profile.CustomAttributes))
        {
            CustomAttributes = profile.CustomAttributes;
        }

        SearchText = BuildSearchText();
    }

    public PersonProfile Profile => new(
        new PersonName(FirstName, LastName), DepartmentId, JobTitle, EmployeeNumber, ManagerEmail, Language, TimeZone, CustomAttributes);

    public void SetPasswordHash(string hash) => PasswordHash = hash;

    public void VerifyEmail(DateTimeOffset now) => EmailVerifiedAt ??= now;

    /// <summary>Noted to the minute, so that sign-ins at the same time do not compete for the row.</summary>
    public void SignedIn(DateTimeOffset now)
    {
        if (LastSignInAt is not { } last || now - last >= TimeSpan.FromMinutes(1))
        {
            LastSignInAt = now;
        }
    }

    /// <returns>Whether this changed anything: the seat is given back once.</returns>
    public bool Deactivate()
    {
        var changes = LoseSeat();
        if (changes)
        {
            NoteChange();
        }

        return changes;
    }

    /// <inheritdoc cref="Deactivate"/>
    public bool Activate()
    {
        var changes = Status != UserStatus.Active;
        Status = UserStatus.Active;
        if (changes)
        {
            NoteChange();
        }

        return changes;
    }

    /// <summary>Takes the person out of sight, to be erased when <see cref="RestorePeriod"/> has passed.</summary>
    public void Delete(DateTimeOffset now)
    {
        LoseSeat();
        Status = UserStatus.Deleted;
        TakeCustomRole();
        DeletedAt = now;
        EraseAt = now + RestorePeriod;
        Raise(new PersonDeleted(CompanyId, Id, now));
    }

    /// <summary>Nobody gets the person back from now on, and a worker removes what is known of them.</summary>
    public void EraseFrom(DateTimeOffset now)
    {
        if (Status != UserStatus.Deleted)
        {
            Delete(now);
        }

        EraseAt = now;
    }

    /// <summary>Brings a deleted person back, deactivated: no seat is taken and no mail goes out by surprise.</summary>
    public ErrorOr<Success> Restore(DateTimeOffset now)
    {
        if (Status != UserStatus.Deleted)
        {
            return UserErrors.NotDeleted;
        }

        if (EraseAt <= now)
        {
            return UserErrors.NotFound;
        }

        (Status, DeletedAt, EraseAt) = (UserStatus.Deactivated, null, null);
        NoteChange();
        return Result.Success;
    }

    public bool IsToBeErased(DateTimeOffset now) => EraseAt <= now;

    public void LeaveDepartment() => DepartmentId = null;

    private string BuildSearchText() => $"{FirstName} {LastName} {Email} {EmployeeNumber}".Trim().ToLowerInvariant();
}

public sealed record PersonName(string FirstName, string LastName)
{
    public const int MaxLength = 100;
}

/// <summary>What a company knows of a person, apart from how they sign in.</summary>
public sealed record PersonProfile(
    PersonName Name,
    Guid? DepartmentId,
    string? JobTitle,
    string? EmployeeNumber,
    string? ManagerEmail,
    string? Language,
    string? TimeZone,
    IReadOnlyDictionary<string, string> CustomAttributes)
{
    public const int MaxJobTitleLength = 150;
    public const int MaxEmployeeNumberLength = 50;
    public const int MaxCustomAttributes = 50;
    public const int MaxCustomAttributeNameLength = 60;
    public const int MaxCustomAttributeLength = 500;

    /// <returns>The attributes with the changes put into them; null takes one away.</returns>
    public IReadOnlyDictionary<string, string> MergeAttributes(IEnumerable<KeyValuePair<string, string?>> changes)
    {
        var merged = new Dictionary<string, string>(CustomAttributes, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value;
            }
        }

        return merged;
    }
}

/// <summary>Somebody may do less than before, or nothing any more, while their access tokens still say otherwise.</summary>
public sealed record PersonLostRights(Guid CompanyId, Guid UserId) : IDomainEvent;

public static partial class UserErrors
{
    public static readonly Error NotFound = Error.NotFound("user_not_found", "There is no such person.");
    public static readonly Error NotDeleted = Error.Conflict("user_not_deleted", "The person has not been deleted.");

    public static readonly Error EmailOfDeleted = Error.Conflict(
        "email_of_deleted_user", "This mail address belongs to somebody who was deleted. Restore or erase them first.");

    public static readonly Error EmailTaken = Error.Conflict("email_taken", "Somebody in the company has this mail address already.");
    public static readonly Error RoleReserved = Error.Forbidden("role_reserved", "This role cannot be given or taken by a company.");
    public static readonly Error RoleBeyondOwn = Error.Forbidden("role_beyond_own", "This role may do more than you may yourself.");
    public static readonly Error TooManyCustomAttributes = Error.Validation(
        "too_many_custom_attributes", $"A person may have at most {PersonProfile.MaxCustomAttributes} custom attributes.");

    public static readonly Error Deactivated = Error.Conflict("user_deactivated", "The person is deactivated. Activate them first.");
    public static readonly Error HasPassword = Error.Conflict("user_has_password", "The person signs in already and needs no invitation.");
    public static readonly Error SignsInElsewhere = Error.Conflict(
        "email_signs_in_elsewhere", "This mail address signs in to another account already. Use another address, or give that account another one.");

    public static readonly Error LastAdministrator = Error.Conflict("last_administrator", "A company keeps at least one active administrator.");
}
