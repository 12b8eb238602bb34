namespace SecurityTraining.Application.Common.Security;

/// <summary>Counts attempts before they are looked at, so that however many come at the same time, no more than allowed are.</summary>
public interface IAttemptCounter
{
    /// <summary>Counts the attempt against all limits or, if one of them is used up, against none; atomically.</summary>
    /// <returns>How long to wait; zero if the attempt has been counted and may be looked at.</returns>
    ValueTask<TimeSpan> Reserve(Guid attemptId, IReadOnlyList<AttemptLimit> limits, CancellationToken ct);

    /// <summary>Takes back an attempt that has turned out to be no failure.</summary>
    ValueTask TakeBack(Guid attemptId, IReadOnlyList<AttemptLimit> limits, CancellationToken ct);
}

/// <summary>So many failures within a sliding window.</summary>
/// <param name="Key">Whose; holds no personal data.</param>
/// <param name="Free">How many are looked at without delay.</param>
/// <param name="FirstDelay">Null: beyond <paramref name="Free"/> none is. Otherwise the time that the next one has to wait after the last,
/// doubled with each further one up to <see cref="MaxDelay"/>.</param>
public sealed record AttemptLimit(string Key, int Free, TimeSpan Window, TimeSpan? FirstDelay = null)
{
    public static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(15);
}
