using SecurityTraining.Application.Common.Security;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>Counts in this process, under one lock: what is done under it takes microseconds.</summary>
internal sealed class InProcessAttempts(TimeProvider clock) : IAttemptCounter
{
    /// <summary>Beyond it the keys that have been quiet for longest are forgotten, so that made-up addresses cannot fill the memory.</summary>
    private const int MaxKeys = 200_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Log> _logs = new(StringComparer.Ordinal);

    public ValueTask<TimeSpan> Reserve(Guid attemptId, IReadOnlyList<AttemptLimit> limits, CancellationToken ct)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var wait = limits.Max(limit => Find(limit, now).Wait(limit, now));
            if (wait <= TimeSpan.Zero)
            {
                foreach (var limit in limits)
                {
                    Find(limit, now).Attempts.Add((attemptId, now));
                }

                Forget(now);
            }

            return ValueTask.FromResult(wait);
        }
    }

    public ValueTask TakeBack(Guid attemptId, IReadOnlyList<AttemptLimit> limits, CancellationToken ct)
    {
        lock (_gate)
        {
            foreach (var limit in limits)
            {
                if (_logs.TryGetValue(limit.Key, out var log))
                {
                    log.Attempts.RemoveAll(attempt => attempt.Id == attemptId);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private Log Find(AttemptLimit limit, DateTimeOffset now)
    {
        if (!_logs.TryGetValue(limit.Key, out var log))
        {
            _logs.Add(limit.Key, log = new Log(limit.Window));
        }

        log.Trim(now);
        return log;
    }

    private void Forget(DateTimeOffset now)
    {
        if (_logs.Count <= MaxKeys)
        {
            return;
        }

        foreach (var (key, log) in _logs)
        {
            log.Trim(now);
            if (log.Attempts.Count == 0)
            {
                _logs.Remove(key);
            }
        }

        foreach (var key in _logs.OrderBy(entry => entry.Value.Attempts[^1].At).Take(_logs.Count - (MaxKeys * 3 / 4)).Select(entry => entry.Key).ToList())
        {
            _logs.Remove(key);
        }
    }

    private sealed class Log(TimeSpan window)
    {
        public List<(Guid Id, DateTimeOffset At)> Attempts { get; } = [];

        public void Trim(DateTimeOffset now) => Attempts.RemoveAll(attempt => attempt.At + window <= now);

        public TimeSpan Wait(AttemptLimit limit, DateTimeOffset now)
        {
            if (Attempts.Count < limit.Free)
            {
                return TimeSpan.Zero;
            }

            if (limit.FirstDelay is not { } first)
            {
                return Attempts[^limit.Free].At + limit.Window - now;
            }

            var delay = first * Math.Pow(2, Attempts.Count - limit.Free);
            return Attempts[^1].At + (delay < AttemptLimit.MaxDelay ? delay : AttemptLimit.MaxDelay) - now;
        }
    }
}
