using System.Threading.RateLimiting;

namespace SecurityTraining.WebApi.Http.RateLimiting;

/// <summary>Where a caller stands in their window.</summary>
internal sealed record WindowState(int Limit, int Remaining, TimeSpan Reset);

/// <summary>
/// So many in a window, counted from the first. Unlike the framework's, it tells with every lease where the caller stands, and takes the
/// time from <see cref="TimeProvider"/>.
/// </summary>
internal sealed class FixedWindow(int limit, TimeSpan window, TimeProvider clock) : RateLimiter
{
    private readonly Lock gate = new();
    private long windowStart = clock.GetTimestamp();
    private int used;

    /// <summary>Lets the framework forget windows that have passed.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate)
            {
                return clock.GetElapsedTime(windowStart) is var age && age >= window ? age : null;
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            var age = clock.GetElapsedTime(windowStart);
            if (age >= window)
            {
                (windowStart, used, age) = (clock.GetTimestamp(), 0, TimeSpan.Zero);
            }

            var granted = used + permitCount <= limit;
            if (granted)
            {
                used += permitCount;
            }

            return new Lease(granted, new(limit, limit - used, window - age));
        }
    }

    /// <summary>Nobody waits in a queue: a refusal at once is kinder to both sides.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(permitCount));

    internal sealed class Lease(bool granted, WindowState state) : RateLimitLease
    {
        public static readonly MetadataName<WindowState> State = new("WINDOW");

        public override bool IsAcquired => granted;

        public override IEnumerable<string> MetadataNames => [State.Name, MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == State.Name ? state
                : metadataName == MetadataName.RetryAfter.Name && !granted ? state.Reset
                : null;
            return metadata is not null;
        }
    }
}
