using ErrorOr;

namespace SecurityTraining.Domain.Identity;

public static class AttemptErrors
{
    private const int TooManyRequests = 429;

    /// <param name="wait">After which another attempt is looked at.</param>
    public static Error TooMany(TimeSpan wait) => Error.Custom(
        TooManyRequests,
        "too_many_attempts",
        "Too many attempts. Wait a while before the next.",
        new Dictionary<string, object>(StringComparer.Ordinal) { ["retryAfterSeconds"] = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) });
}
