using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

/// <summary>
/// A mail server of the company's own that lures can go out through, and how to deal with it. The domain that its mails come from stays the
/// same for life: simulations that have been launched rest on it.
/// </summary>
public sealed class SendingProfile : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 100;
    public const int MaxHeaders = 20;

    private SendingProfile(Guid companyId, string senderDomain, SendingProfileSettings settings, ServerLogin? login, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        SenderDomain = senderDomain;
        CreatedAt = UpdatedAt = LoginChangedAt = now;
        (Name, Server, Limits, Headers) = settings;
        Login = login;
    }

    private SendingProfile()
    {
        Name = SenderDomain = null!;
        Server = null!;
        Limits = null!;
        Headers = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    public MailServer Server { get; private set; }

    /// <summary>Where its mails come from, unless a simulation names an address in or below it; in the form of <see cref="DomainName.Normalize"/>.</summary>
    public string SenderDomain { get; private set; }

    /// <summary>Null: the server takes mails from this address of ours without one.</summary>
    public ServerLogin? Login { get; private set; }

    /// <summary>Tokens that were fetched with an earlier login are of no use any more.</summary>
    public DateTimeOffset LoginChangedAt { get; private set; }

    public SendingLimits Limits { get; private set; }

    /// <summary>Put into every mail.</summary>
    public IReadOnlyList<ExtraHeader> Headers { get; private set; }

    /// <summary>Null: mails are not signed.</summary>
    public DkimKey? Dkim { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static SendingProfile Create(
        Guid companyId, string senderDomain, SendingProfileSettings settings, ServerLogin? login, DateTimeOffset now) =>
        new(companyId, senderDomain, settings, login, now);

    /// <param name="login">Null: the one that is there stays, which only the same server gets.</param>
    public ErrorOr<Success> Change(SendingProfileSettings settings, ServerLogin? login, DateTimeOffset now)
    {
        if (login is null && Login is not null && settings.Server != Server)
        {
            return SendingProfileErrors.SecretRequired;
        }

        (Name, Server, Limits, Headers) = settings;
        UpdatedAt = now;
        if (login is not null)
        {
            (Login, LoginChangedAt) = (login, now);
        }

        return Result.Success;
    }

    public void ForgetLogin(DateTimeOffset now) => (Login, LoginChangedAt, UpdatedAt) = (null, now, now);

    /// <summary>Some providers hand out another refresh token with each access token, and the old one ends some day.</summary>
    public void RenewRefreshToken(byte[] protectedToken) => Login = Login is null ? null : Login with { ProtectedRefreshToken = protectedToken };

    /// <summary>Mails are signed with the key as soon as the DNS shows it.</summary>
    public void UseKey(DkimKey key, DateTimeOffset now) => (Dkim, UpdatedAt) = (key, now);

    public void StopSigning(DateTimeOffset now) => (Dkim, UpdatedAt) = (null, now);

    /// <param name="published">The TXT records found at the key's name.</param>
    public ErrorOr<Success> VerifyKey(IEnumerable<string> published, DateTimeOffset now)
    {
        if (Dkim is null)
        {
            return SendingProfileErrors.NoKey;
        }

        if (!published.Any(Dkim.IsPublishedIn))
        {
            return SendingProfileErrors.KeyNotPublished(Dkim.RecordNameIn(SenderDomain));
        }

        Dkim = Dkim with { VerifiedAt = Dkim.VerifiedAt ?? now };
        return Result.Success;
    }

    /// <summary>Whether an address may stand as the sender of what goes out through this profile.</summary>
    public ErrorOr<Success> CheckSender(string address) =>
        DomainName.IsWithin(address[(address.LastIndexOf('@') + 1)..], SenderDomain)
            ? Result.Success
            : SendingProfileErrors.SenderOutside(SenderDomain);
}

/// <summary>What can be changed of a profile besides its login and its key.</summary>
public sealed record SendingProfileSettings(string Name, MailServer Server, SendingLimits Limits, IReadOnlyList<ExtraHeader> Headers);

public static class SendingProfileErrors
{
    public static readonly Error NotFound = Error.NotFound("sending_profile_not_found", "There is no such sending profile.");

    public static readonly Error SecretRequired = Error.Validation(
        "sending_profile_secret_required", "The secrets are needed: what was given for one server, user or token endpoint is not sent to another.");

    public static readonly Error InUse = Error.Conflict(
        "sending_profile_in_use", "A simulation that has not ended uses this profile. Cancel or change it first.");

    public static readonly Error NoKey = Error.Conflict("dkim_key_missing", "The profile has no DKIM key yet.");

    public static readonly Error AddressUnverified = Error.Conflict(
        "own_address_unverified", "A test mail goes to your own address only, and you have not verified it yet.");

    public static Error KeyNotPublished(string recordName) => Error.Conflict(
        "dkim_key_not_published",
        $"No TXT record with this key was found at {recordName}. A new record can take up to a day to be seen everywhere.");

    public static Error SenderOutside(string domain) => Error.Conflict(
        "sender_outside_profile", $"Mails of this sending profile come from {domain}: choose an address in it or below.");

    public static Error ServerUnfit(string why) => Error.Validation("mail_server_unfit", why);
}
