using System.Security.Cryptography;
using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// One way through a company's provider: begun in a browser, taken up again when the browser comes back, accepted once the provider has said
/// who it is, and handed over to the application that opens the session. Each step happens once.
/// </summary>
public sealed class SignOn : AggregateRoot, ICompanyOwned
{
    /// <summary>How long somebody may take at the provider.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long the browser's return may be worked on.</summary>
    public static readonly TimeSpan ReturnLifetime = TimeSpan.FromMinutes(1);

    /// <summary>How long the code for the session works.</summary>
    public static readonly TimeSpan HandoverLifetime = TimeSpan.FromSeconds(60);

    private SignOn(Guid companyId, Guid providerId, SignOnSecrets secrets, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        ProviderId = providerId;
        (StateHash, BrowserHash, NonceHash, ProtectedVerifier) = secrets;
        ExpiresAt = now + Lifetime;
    }

    private SignOn()
    {
        StateHash = BrowserHash = NonceHash = ProtectedVerifier = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid ProviderId { get; private set; }

    /// <summary>SHA-256 of the <c>state</c> that goes through the provider.</summary>
    public byte[] StateHash { get; private set; }

    /// <summary>SHA-256 of the secret in the browser's cookie: somebody else's browser cannot end what this one has begun.</summary>
    public byte[] BrowserHash { get; private set; }

    /// <summary>SHA-256 of the <c>nonce</c> that the identity token must repeat.</summary>
    public byte[] NonceHash { get; private set; }

    /// <summary>The code verifier (RFC 7636), encrypted.</summary>
    public byte[] ProtectedVerifier { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? TakenAt { get; private set; }

    public Guid? UserId { get; private set; }

    /// <summary>Whether the provider says that it has asked for a second factor.</summary>
    public bool HasSecondFactor { get; private set; }

    /// <summary>SHA-256 of the code for the session, and of the challenge, if there is one.</summary>
    public byte[]? HandoverHash { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? HandedOverAt { get; private set; }

    public static SignOn Begin(Guid companyId, Guid providerId, SignOnSecrets secrets, DateTimeOffset now) => new(companyId, providerId, secrets, now);

    /// <summary>The browser is back, whatever it brings: a second time it is not heard.</summary>
    public ErrorOr<Success> Take(byte[] browserHash, DateTimeOffset now)
    {
        if (TakenAt is not null || ExpiresAt <= now || !IsOf(browserHash))
        {
            return SignOnErrors.Invalid;
        }

        TakenAt = now;
        return Result.Success;
    }

    /// <summary>Whether this browser's return is being worked on.</summary>
    public bool IsBeingTaken(byte[] browserHash, DateTimeOffset now) =>
        TakenAt is { } taken && now - taken < ReturnLifetime && AcceptedAt is null && IsOf(browserHash);

    public ErrorOr<Success> Accept(Guid userId, bool hasSecondFactor, byte[] handoverHash, DateTimeOffset now)
    {
        if (TakenAt is null || AcceptedAt is not null)
        {
            return SignOnErrors.Invalid;
        }

        (UserId, HasSecondFactor, HandoverHash, AcceptedAt) = (userId, hasSecondFactor, handoverHash, now);
        return Result.Success;
    }

    public ErrorOr<Success> HandOver(DateTimeOffset now)
    {
        if (HandedOverAt is not null || !(now - AcceptedAt < HandoverLifetime))
        {
            return SignOnErrors.CodeInvalid;
        }

        HandedOverAt = now;
        return Result.Success;
    }

    private bool IsOf(byte[] browserHash) => CryptographicOperations.FixedTimeEquals(BrowserHash, browserHash);
}

/// <summary>What is kept of the secrets of one way through the provider.</summary>
public sealed record SignOnSecrets(byte[] StateHash, byte[] BrowserHash, byte[] NonceHash, byte[] ProtectedVerifier);

public static class SignOnErrors
{
    public static readonly Error Invalid = Error.Validation(
        "single_sign_on_expired", "The sign-in has expired, is over, or was begun in another browser. Begin again.");

    public static readonly Error ChallengeRequired = Error.Validation(
        "single_sign_on_challenge_required", "Send the challenge of a verifier, with which the code is exchanged afterwards (RFC 7636, S256).");

    public static readonly Error CodeInvalid = Error.Unauthorized("single_sign_on_code_invalid", "The code is unknown, has been used or has expired, or the verifier does not belong to it.");

    public static readonly Error ProviderRefused = Error.Forbidden("single_sign_on_refused", "The identity provider has not let you in.");

    public static readonly Error ProviderFailed = Error.Forbidden(
        "single_sign_on_failed", "The identity provider has not answered, or what it has answered cannot be trusted.");

    public static readonly Error EmailMissing = Error.Forbidden(
        "single_sign_on_email_missing", "The identity provider does not tell your mail address, or has not verified it.");

    public static readonly Error EmailForeign = Error.Forbidden(
        "single_sign_on_email_foreign", "Your mail address is not in a domain for which this identity provider speaks.");

    public static readonly Error WorkspaceForeign = Error.Forbidden(
        "single_sign_on_workspace_foreign", "Your Google account does not belong to a Workspace of the company.");

    public static readonly Error RolesLeftOut = Error.Forbidden(
        "single_sign_on_roles_left_out", "The identity provider does not tell your role, because you are in too many groups.");

    public static readonly Error NoAccount = Error.Forbidden("single_sign_on_no_account", "Your company has no account for you.");

    public static readonly Error AccountClosed = Error.Forbidden("single_sign_on_account_closed", "Your account is closed.");

    public static readonly Error AccountLinked = Error.Conflict(
        "single_sign_on_account_linked", "The account with your mail address belongs to somebody else at the identity provider.");
}
