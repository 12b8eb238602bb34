using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Security;
using StackExchange.Redis;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// Counts for all instances together, in a sorted set for each key. One script looks at all limits and counts, so that nobody comes
/// between. While Redis does not answer each instance counts for itself.
/// </summary>
internal sealed partial class RedisAttempts(
    IConnectionMultiplexer redis, InProcessAttempts fallback, TimeProvider clock, ILogger<RedisAttempts> logger) : IAttemptCounter
{
    private const string Prefix = "securitytraining:attempts:";

    /// <summary>ARGV: now, attempt, longest delay; then for each key how many are free, the window and the first delay (0: none). Milliseconds.</summary>
    private const string ReserveScript =
        """
        local now, wait = tonumber(ARGV[1]), 0
        for i, key in ipairs(KEYS) do
            local free, window, delay = tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2]), tonumber(ARGV[3 * i + 3])
            redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
            local count = redis.call('ZCARD', key)
            if count >= free then
                local due
                if delay == 0 then
                    due = tonumber(redis.call('ZRANGE', key, -free, -free, 'WITHSCORES')[2]) + window
                else
                    due = tonumber(redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2]) + math.min(delay * 2 ^ (count - free), tonumber(ARGV[3]))
                end
                wait = math.max(wait, due - now)
            end
        end
        if wait > 0 then return wait end
        for i, key in ipairs(KEYS) do
            redis.call('ZADD', key, now, ARGV[2])
            redis.call('PEXPIRE', key, ARGV[3 * i + 2])
        end
        return 0
        """;

    public async ValueTask<TimeSpan> Reserve(Guid attemptId, IReadOnlyList<AttemptLimit> limits, CancellationToken ct)
    {
        try
        {
            RedisValue[] arguments =
            [
                clock.GetUtcNow().ToUnixTimeMilliseconds(), attemptId.ToString(), Milliseconds(AttemptLimit.MaxDelay),
                .. limits.SelectMany(limit => (RedisValue[])[limit.Free, Milliseconds(limit.Window), Milliseconds(limit.FirstDelay ?? TimeSpan.Zero)]),
            ];
            var wait = await redis.GetDatabase().ScriptEvaluateAsync(ReserveScript, Keys(limits), arguments);
            return TimeSpan.FromMilliseconds((double)wait);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            LogUnavailable(exception);
            return await fallback.Reserve(attemptId, limits, ct);
        }
    }

    public async ValueTask TakeBack(Guid attemptId, IReadOnlyList<AttemptLimit> limits, CancellationToken ct)
    {
        await fallback.TakeBack(attemptId, limits, ct);
        try
        {
            var database = redis.GetDatabase();
            await Task.WhenAll(Keys(limits).Select(key => database.SortedSetRemoveAsync(key, attemptId.ToString())));
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            LogUnavailable(exception);
        }
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static RedisKey[] Keys(IReadOnlyList<AttemptLimit> limits) => [.. limits.Select(limit => (RedisKey)(Prefix + limit.Key))];

    [LoggerMessage(LogLevel.Warning, "Redis does not answer: attempts are counted by this instance alone.")]
    private partial void LogUnavailable(Exception exception);
}
