using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// One sign-in on one device: a family of refresh tokens (RFC 9700, 4.14.2) of which only the newest works. Only hashes are
/// kept. Whoever presents an older token shows that a copy exists, and ends the session for both holders.
/// </summary>
public sealed class Session : AggregateRoot, ICompanyOwned
{
    /// <summary>An answer can get lost: within this time the token before gets the same successor again.</summary>
    public static readonly TimeSpan RetryWindow = TimeSpan.FromSeconds(10);

    /// <summary>How long a session lasts without being used.</summary>
    public static readonly TimeSpan IdleLifetime = TimeSpan.FromDays(14);

    public const int MaxDeviceLength = 80;

    private readonly List<RefreshToken> _tokens = [];

    private Session(Guid companyId, Guid userId, byte[] tokenHash, string? device, string? address, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        Device = device;
        Address = address;
        CreatedAt = LastUsedAt = now;
        ExpiresAt = now + IdleLifetime;
        _tokens.Add(new RefreshToken(companyId, Id, tokenHash, now));
    }

    private Session()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>Family of the client, such as <c>Firefox on Linux</c>.</summary>
    public string? Device { get; private set; }

    /// <summary>The network of the client that signed in (<see cref="ClientAddress.Network"/>), such as <c>203.0.113.0/24</c>.</summary>
    public string? Address { get; private set; }

    /// <summary>Whether a second factor, or a device that it trusts, has been shown.</summary>
    public bool HasSecondFactor { get; private set; }

    /// <summary>The company's identity provider has vouched for the person.</summary>
    public bool IsFederated { get; private set; }

    /// <summary>A second factor is required and not set up: the session is good for setting one up, and for nothing else.</summary>
    public bool LacksSecondFactor { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastUsedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public IReadOnlyCollection<RefreshToken> Tokens => _tokens;

    public static Session Start(
        Guid companyId, Guid userId, byte[] tokenHash, string? device, DateTimeOffset now, string? address = null) =>
        new(companyId, userId, tokenHash, device, address, now);

    public void PassSecondFactor() => HasSecondFactor = true;

    public void Federate() => IsFederated = true;

    /// <summary>Looked at when access tokens are issued: a requirement may begin, or be met, while the session lasts.</summary>
    /// <param name="isMissing">Here; one that the identity provider has asked for is as good.</param>
    public void RequireSecondFactor(bool isMissing) => LacksSecondFactor = isMissing && !(IsFederated && HasSecondFactor);

    public bool IsActive(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;

    /// <param name="presentedHash">The hash of a token that this session has issued.</param>
    /// <param name="successorHash">The hash of the one successor that the presented token can ever have.</param>
    /// <returns>Whether the successor may be handed out; an error also where this use has just ended the session.</returns>
    public ErrorOr<Success> Rotate(byte[] presentedHash, byte[] successorHash, DateTimeOffset now)
    {
        var presented = _tokens.SingleOrDefault(token => token.Hash.AsSpan().SequenceEqual(presentedHash));
        if (presented is null || !IsActive(now))
        {
            return SessionErrors.RefreshTokenInvalid;
        }

        if (presented.UsedAt is null)
        {
            presented.Use(now);
            _tokens.Add(new RefreshToken(CompanyId, Id, successorHash, now));
            LastUsedAt = now;
            ExpiresAt = now + IdleLifetime;
            return Result.Success;
        }

        var successor = _tokens.SingleOrDefault(token => token.Hash.AsSpan().SequenceEqual(successorHash));
        if (successor is { UsedAt: null } && now - presented.UsedAt <= RetryWindow)
        {
            return Result.Success;
        }

        Revoke(now);
        Raise(new RefreshTokenReused(CompanyId, UserId, Id));
        return SessionErrors.RefreshTokenReused;
    }

    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is null)
        {
            RevokedAt = now;
            Raise(new SessionRevoked(CompanyId, Id));
        }
    }
}

/// <summary>One link of a session's chain; <see cref="Hash"/> is the SHA-256 of the token itself, which nobody keeps.</summary>
public sealed class RefreshToken : Entity, ICompanyOwned
{
    internal RefreshToken(Guid companyId, Guid sessionId, byte[] hash, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        SessionId = sessionId;
        Hash = hash;
        IssuedAt = now;
    }

    private RefreshToken()
    {
        Hash = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid SessionId { get; private set; }

    public byte[] Hash { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    internal void Use(DateTimeOffset now) => UsedAt = now;
}

public sealed record SessionRevoked(Guid CompanyId, Guid SessionId) : IDomainEvent;

/// <summary>Somebody has a copy of the person's refresh token.</summary>
public sealed record RefreshTokenReused(Guid CompanyId, Guid UserId, Guid SessionId) : IDomainEvent;

public static class SessionErrors
{
    public static readonly Error NotFound = Error.NotFound("session_not_found", "There is no such session.");
    public static readonly Error LoginFailed = Error.Unauthorized(
        "login_failed", "The mail address or the password is wrong, or the address has not been verified yet.");
    public static readonly Error RefreshTokenInvalid = Error.Unauthorized("refresh_token_invalid", "The refresh token is unknown or has expired.");

    public static readonly Error RefreshTokenReused = Error.Unauthorized(
        "refresh_token_reused", "The refresh token had been used before, so the session has been ended.");
}
