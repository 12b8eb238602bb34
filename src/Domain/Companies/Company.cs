using ErrorOr;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.Companies;

public enum CompanyStatus
{
    Active,

    /// <summary>Nobody of the company can sign in, and nothing is sent for it.</summary>
    Suspended,
}

/// <summary>A customer, and the tenant that every other row belongs to. Its own id is its <see cref="ICompanyOwned.CompanyId"/>.</summary>
public sealed partial class Company : AggregateRoot
{
    public const int MaxNameLength = 200;

    /// <summary>Far more than anybody writes into a template, and few enough for one row.</summary>
    public const int MaxCustomAttributeNames = 200;

    public const int DefaultTwoFactorGraceDays = 14;
    public const int MaxTwoFactorGraceDays = 90;

    private Company(string name, DateTimeOffset now) : base(now)
    {
        Name = name;
        CreatedAt = now;
        TrialEndsAt = now + Billing.Plan.TrialPeriod;
        Raise(new CompanyRegistered(Id));
    }

    private Company()
    {
        Name = null!;
    }

    public string Name { get; private set; }

    public CompanyStatus Status { get; private set; }

    /// <summary>Language (BCP 47, two letters) for people who have none of their own.</summary>
    public string Language { get; private set; } = Languages.Default;

    /// <summary>IANA time zone for people who have none of their own.</summary>
    public string TimeZone { get; private set; } = "Europe/Berlin";

    /// <summary>Active people. Counted here so that the last seat can be given only once, however many ask at the same time.</summary>
    public int SeatsTaken { get; private set; }

    /// <summary>Everybody whom the company has, active or not, but not those who were deleted; counted here so that no list has to count them.</summary>
    public int PeopleCount { get; private set; }

    /// <summary>Names of the company's own columns, in the order in which they became known.</summary>
    public IReadOnlyList<string> CustomAttributeNames { get; private set; } = [];

    /// <summary>Since when everybody needs a second factor; null: it is up to them.</summary>
    public DateTimeOffset? TwoFactorRequiredSince { get; private set; }

    /// <summary>How many days people have to set one up, counted from the requirement or, if that is later, from when they came.</summary>
    public int TwoFactorGraceDays { get; private set; } = DefaultTwoFactorGraceDays;

    /// <summary>A picture among the company's files that stands in its documents; null, or gone since: its name does.</summary>
    public Guid? LogoContentId { get; private set; }

    /// <summary>Nobody of the company sees points, badges or a leaderboard; they are collected nevertheless.</summary>
    public bool AchievementsOff { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static Company Register(string name, DateTimeOffset now) => new(name.Trim(), now);

    /// <summary>New people, each of whom takes a seat.</summary>
    public ErrorOr<Success> AddPeople(int people, DateTimeOffset now)
    {
        var seats = TakeSeats(people, now);
        if (!seats.IsError)
        {
            PeopleCount += people;
        }

        return seats;
    }

    /// <summary>Somebody has been deleted.</summary>
    /// <param name="hadSeat">Whether they were active.</param>
    public void RemovePerson(bool hadSeat)
    {
        PeopleCount = Math.Max(0, PeopleCount - 1);
        GiveBackSeats(hadSeat ? 1 : 0);
    }

    /// <summary>Somebody who was deleted is there again, without a seat.</summary>
    public void ReturnPerson() => PeopleCount++;

    /// <summary>For people whom the company has already.</summary>
    public ErrorOr<Success> TakeSeats(int seats, DateTimeOffset now)
    {
        if (SeatsTaken + seats > SeatLimit(now))
        {
            return NoSeatLeft(now);
        }

        SeatsTaken += seats;
        return Result.Success;
    }

    public void GiveBackSeats(int seats) => SeatsTaken = Math.Max(0, SeatsTaken - seats);

    /// <summary>Makes columns known, so that templates may name them.</summary>
    public ErrorOr<Success> KnowCustomAttributes(IEnumerable<string> names)
    {
        var added = Unknown(names);
        if (CustomAttributeNames.Count + added.Count > MaxCustomAttributeNames)
        {
            return CompanyErrors.TooManyCustomAttributes;
        }

        if (added.Count > 0)
        {
            CustomAttributeNames = [.. CustomAttributeNames, .. added];
        }

        return Result.Success;
    }

    public bool HasRoomForCustomAttributes(IEnumerable<string> names) =>
        CustomAttributeNames.Count + Unknown(names).Count <= MaxCustomAttributeNames;

    /// <summary>The spelling in which the column first became known: people must not have <c>Site</c> and <c>site</c>.</summary>
    public string SpellingOf(string customAttributeName) =>
        CustomAttributeNames.FirstOrDefault(name => name.Equals(customAttributeName, StringComparison.OrdinalIgnoreCase)) ?? customAttributeName;

    private List<string> Unknown(IEnumerable<string> names) => [.. names.Except(CustomAttributeNames, StringComparer.OrdinalIgnoreCase)];

    public void Describe(string name, string language, string timeZone)
    {
        Name = name.Trim();
        Language = language;
        TimeZone = timeZone;
    }

    /// <param name="logo">Null: documents have none.</param>
    public ErrorOr<Success> ShowLogo(ContentFile? logo)
    {
        if (logo is not (null or { Status: ContentStatus.Ready, MediaType: "image/png" or "image/jpeg" }))
        {
            return CompanyErrors.LogoUnsuitable;
        }

        LogoContentId = logo?.Id;
        return Result.Success;
    }

    public void ShowAchievements(bool areShown) => AchievementsOff = !areShown;

    public void RequireTwoFactor(bool isRequired, int graceDays, DateTimeOffset now)
    {
        TwoFactorRequiredSince = isRequired ? TwoFactorRequiredSince ?? now : null;
        TwoFactorGraceDays = graceDays;
    }

    /// <summary>From when on the person cannot do without a second factor; null: never. Who operates the platform never can.</summary>
    public DateTimeOffset? TwoFactorDueAt(User user)
    {
        if (user.Role == Role.PlatformAdmin)
        {
            return user.CreatedAt;
        }

        return TwoFactorRequiredSince is { } since
            ? (since > user.CreatedAt ? since : user.CreatedAt).AddDays(TwoFactorGraceDays)
            : null;
    }

    public void Suspend() => Status = CompanyStatus.Suspended;

    public void Activate() => Status = CompanyStatus.Active;
}

public sealed record CompanyRegistered(Guid CompanyId) : IDomainEvent;

public static class CompanyErrors
{
    public static readonly Error NotFound = Error.NotFound("company_not_found", "There is no such company.");

    public static readonly Error TooManyCustomAttributes = Error.Validation(
        "too_many_custom_attributes", $"A company may have at most {Company.MaxCustomAttributeNames} columns of its own.");

    public static readonly Error LogoUnknown = Error.Validation("logo_unknown", "There is no such file.");
    public static readonly Error LogoUnsuitable = Error.Validation("logo_unsuitable", "A logo is a PNG or JPEG file that has been checked.");

    public static readonly Error SecurityIsForPeople = Error.Forbidden(
        "company_security_people_only", "What the company demands of sign-ins is changed by an administrator, not with an API key.");

    /// <param name="limit">How many seats there are.</param>
    /// <param name="current">The company's plan, of which it may have bought fewer seats than there are.</param>
    public static Error SeatLimitReached(int limit, PlanKind current)
    {
        var plan = Plan.Cheapest(PlanLimit.Seats, limit + 1L, current);
        return Error.Conflict(
            "seat_limit_reached",
            $"The plan has room for {limit} active people, and all of it is taken.{PlanErrors.Offer(plan)}",
            PlanErrors.Facts(PlanErrors.LimitName(PlanLimit.Seats), limit, plan));
    }
}
