namespace SecurityTraining.Application.Common;

/// <summary>Remembers the answers to requests that carry a key, so that a repeated request does its work once.</summary>
public interface IIdempotencyStore
{
    /// <summary>
    /// Takes the key, atomically: of any number of simultaneous claims exactly one is <see cref="IdempotencyOutcome.New"/>. That one must
    /// end with <see cref="Complete"/> or <see cref="Abandon"/>; a claim whose process died may be taken over after a while.
    /// </summary>
    /// <param name="ownerCompanyId">Whose key it is; <see cref="Guid.Empty"/> for callers without a company.</param>
    /// <param name="key">64 hexadecimal digits that stand for the caller, the route and the key that they sent.</param>
    /// <param name="requestHash">64 hexadecimal digits that stand for what was asked.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    Task<IdempotencyClaim> Claim(Guid ownerCompanyId, string key, string requestHash, CancellationToken ct);

    /// <summary>The work is done: from now on, and for a day, the key gets this answer. Unless somebody else has taken the claim over.</summary>
    Task Complete(Guid ownerCompanyId, string key, IdempotencyClaim claim, StoredResponse response, CancellationToken ct);

    /// <summary>The work was not done: the key is free again. Unless somebody else has taken the claim over.</summary>
    Task Abandon(Guid ownerCompanyId, string key, IdempotencyClaim claim, CancellationToken ct);
}

public enum IdempotencyOutcome
{
    /// <summary>The key was free and is the claimant's now: do the work.</summary>
    New,

    /// <summary>The work has been done: send the stored answer.</summary>
    Replay,

    /// <summary>The key belongs to a request with other content.</summary>
    Mismatch,

    /// <summary>The same request is being worked on at this moment.</summary>
    InProgress,
}

/// <param name="Outcome">What the claimant is to do.</param>
/// <param name="Response">Given for <see cref="IdempotencyOutcome.Replay"/>, and only for it.</param>
/// <param name="ClaimedAt">Tells a <see cref="IdempotencyOutcome.New"/> claim from one that has taken it over since.</param>
public sealed record IdempotencyClaim(IdempotencyOutcome Outcome, StoredResponse? Response = null, DateTimeOffset? ClaimedAt = null);

/// <summary>As much of an answer as is needed to give it again.</summary>
public sealed record StoredResponse(int Status, string? ContentType, string? Location, string? ETag, ReadOnlyMemory<byte> Body);
