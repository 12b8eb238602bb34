using ErrorOr;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Common.Security;

/// <summary>Argon2id (RFC 9106) in PHC string format.</summary>
public interface IPasswordHasher
{
    /// <summary>Waits its turn: only so many hashes are computed at once.</summary>
    /// <exception cref="PasswordHashingBusyException">Too many are waiting already.</exception>
    Task<string> Hash(string password, CancellationToken ct);

    /// <summary>Takes the same time when there is no hash to compare with, so that an unknown address shows nothing.</summary>
    /// <inheritdoc cref="Hash" path="/exception"/>
    Task<bool> Verify(string password, string? hash, CancellationToken ct);
}

/// <summary>Answered with 429: the caller may try again in a moment.</summary>
public sealed class PasswordHashingBusyException() : Exception("Too many passwords are being hashed at the moment.");

/// <summary>The blocklist of NIST SP 800-63B-4.</summary>
public interface ICommonPasswords
{
    /// <param name="lowerCase">The password in lower case.</param>
    bool Contains(string lowerCase);
}

/// <summary>Access tokens: JWT (RFC 9068), ES256, ten minutes.</summary>
public interface IAccessTokens
{
    AccessToken Issue(User user, Session session);
}

public sealed record AccessToken(string Value, TimeSpan Lifetime);

/// <summary>
/// Random tokens that find their own company: its id and 256 random bits, Base64url. What is stored is the hash; whoever reads the
/// database cannot use it.
/// </summary>
public interface IOpaqueTokens
{
    OpaqueToken Create(Guid companyId);

    /// <summary>The one successor that a token can have, for whoever holds the token and the service's secret.</summary>
    OpaqueToken SuccessorOf(OpaqueToken token);

    /// <returns>Null if the text cannot be one of ours.</returns>
    OpaqueToken? Read(string text);
}

public sealed record OpaqueToken(Guid CompanyId, string Value, byte[] Hash);

/// <summary>Which company and person sign in with a mail address: the control plane's, across all companies.</summary>
public interface ISignInRoutes
{
    Task<SignInRoute?> Find(string email, CancellationToken ct);

    /// <summary>Written with the rest of the unit of work; fails it with a conflict if the address signs in already.</summary>
    void Add(string email, SignInRoute route);

    /// <summary>
    /// Keeps the address for somebody who has yet to prove that it is theirs, in place of whoever has failed to do so in time.
    /// </summary>
    /// <param name="until">From then on somebody else may have it.</param>
    /// <returns>False if the address is not free: somebody has proven it, or still has time to.</returns>
    Task<bool> TryHold(string email, SignInRoute route, DateTimeOffset until, CancellationToken ct);

    /// <summary>Gives the address to somebody who has proven that it is theirs, in place of whoever has not.</summary>
    /// <returns>False if it is somebody else's who has proven it before.</returns>
    Task<bool> TryProve(string email, SignInRoute route, CancellationToken ct);

    /// <summary>Nobody signs in with the address any more, if it was this person's.</summary>
    Task Release(string email, SignInRoute route, CancellationToken ct);
}

/// <param name="UnprovenUntil">Null: the person has proven that the address is theirs. Otherwise, when the address is free again.</param>
public sealed record SignInRoute(Guid CompanyId, Guid UserId, DateTimeOffset? UnprovenUntil = null)
{
    public static SignInRoute Of(User user) => new(user.CompanyId, user.Id);

    public bool HasLapsed(DateTimeOffset now) => UnprovenUntil <= now;
}

/// <summary>
/// How many mails a person may be sent because somebody asked for them, counted across all companies, so that nobody is flooded by way of
/// the service. What is taken counts only if the unit of work commits.
/// </summary>
public interface IMailAllowances
{
    /// <summary>Of one kind to one address, in any hour.</summary>
    const int MostPerHour = 3;

    /// <returns>Those of the addresses that may be written to, now that they have been counted.</returns>
    Task<IReadOnlySet<string>> Take(MailReason reason, IReadOnlyCollection<string> addresses, CancellationToken ct);
}

public enum MailReason
{
    Verification,
    AccountExists,
    PasswordReset,
    Invitation,
    AddressChange,
    ReportLink,
}

public static class MailAllowanceErrors
{
    private const int TooManyRequests = 429;

    public static readonly Error UsedUp = Error.Custom(
        TooManyRequests, "mail_limit_reached", "This address has been sent enough of these mails for the moment. Try again in an hour.");

    public static async Task<bool> TryTake(this IMailAllowances allowances, MailReason reason, string address, CancellationToken ct) =>
        (await allowances.Take(reason, [address], ct)).Count > 0;
}

/// <summary>Whether a session may still be used, and for what; asked on every request and therefore remembered for a moment.</summary>
public interface ISessionStates
{
    /// <returns>Null if the session has ended.</returns>
    ValueTask<SessionState?> Find(Guid companyId, Guid sessionId, CancellationToken ct);

    /// <summary>Makes the next question look again.</summary>
    void Forget(Guid sessionId);
}

/// <summary>What the person is at this moment, whatever their access token says.</summary>
/// <param name="Rights">Of a role of the company's own; null: they have none.</param>
public sealed record SessionState(Role Role, CustomRights? Rights);

public static class SessionStatesExtensions
{
    public static async ValueTask<bool> IsActive(this ISessionStates states, Guid companyId, Guid sessionId, CancellationToken ct) =>
        await states.Find(companyId, sessionId, ct) is not null;
}

/// <summary>The links in lures: what they are for and for whom, readable by the service alone.</summary>
public interface ITrackingTokens
{
    string Create(TrackingPurpose purpose, Guid companyId, Guid trackingId);

    /// <summary>Checks the signature, in constant time, before anything is looked up.</summary>
    /// <returns>Null for a token that is forged, damaged or meant for something else.</returns>
    TrackingTarget? Read(TrackingPurpose purpose, string token);
}

public enum TrackingPurpose : byte
{
    /// <summary>The picture that shows that the mail was opened.</summary>
    Open = 1,

    /// <summary>The link, the form behind it and the teaching page.</summary>
    Link = 2,

    /// <summary>A company's report page; names the company twice and nobody else.</summary>
    ReportPage = 3,

    /// <summary>The return address of a lure, to which mail servers send what they could not deliver.</summary>
    Return = 4,

    /// <summary>The picture and the link in a file that came with the mail.</summary>
    Attachment = 8,

    /// <summary>The form of the second stage of a landing page; those of later stages follow.</summary>
    SecondStage = 16,
    ThirdStage,
    FourthStage,
    FifthStage,

    /// <summary>The picture in the mail of a campaign.</summary>
    CampaignOpen = 20,

    /// <summary>A link in the mail of a campaign; which one is the last byte of the id.</summary>
    CampaignLink = 21,

    /// <summary>The page on which somebody says which news they want, and the one click that ends them (RFC 8058).</summary>
    Unsubscribe = 22,
}

public static class TrackingPurposes
{
    /// <param name="stage">Of a landing page, from 1: the first one is what the link itself leads to.</param>
    public static TrackingPurpose OfStage(int stage) => stage == 1 ? TrackingPurpose.Link : (TrackingPurpose)((int)TrackingPurpose.SecondStage + stage - 2);
}

public sealed record TrackingTarget(Guid CompanyId, Guid TrackingId);
