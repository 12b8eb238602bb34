using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Infrastructure.Security;
using SecurityTraining.TestKit;
using StackExchange.Redis;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

/// <summary>Both adapters keep the same promises.</summary>
public sealed class AttemptCounterTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly string _unique = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
    private ConnectionMultiplexer? _redis;

    public enum Adapter
    {
        InProcess,
        Redis,
    }

    public void Dispose() => _redis?.Dispose();

    [Theory]
    [InlineData(Adapter.InProcess)]
    [InlineData(Adapter.Redis)]
    public async Task Of_five_hundred_at_once_as_many_as_are_free_get_through(Adapter adapter)
    {
        var counter = await Create(adapter);
        var limits = Limits(free: 5);

        var waits = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => Reserve(counter, limits))));

        waits.Count(wait => wait == TimeSpan.Zero).ShouldBe(5);
        waits.ShouldAllBe(wait => wait == TimeSpan.Zero || wait == Minute);
        _clock.Advance(Minute);
        (await Reserve(counter, limits)).ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(Adapter.InProcess)]
    [InlineData(Adapter.Redis)]
    public async Task An_attempt_counts_everywhere_or_nowhere(Adapter adapter)
    {
        var counter = await Create(adapter);
        var (full, other) = (Limits(free: 1, key: "full"), Limits(free: 1, key: "other"));
        await Reserve(counter, full);

        (await Reserve(counter, [.. full, .. other])).ShouldBe(Minute);
        (await Reserve(counter, other)).ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(Adapter.InProcess)]
    [InlineData(Adapter.Redis)]
    public async Task What_is_taken_back_was_never_counted(Adapter adapter)
    {
        var counter = await Create(adapter);
        var limits = Limits(free: 1);
        var attempt = Guid.CreateVersion7(_clock.GetUtcNow());
        await counter.Reserve(attempt, limits, CancellationToken.None);

        await counter.TakeBack(attempt, limits, CancellationToken.None);

        (await Reserve(counter, limits)).ShouldBe(TimeSpan.Zero);
        (await Reserve(counter, limits)).ShouldBe(Minute);
    }

    [Theory]
    [InlineData(Adapter.InProcess)]
    [InlineData(Adapter.Redis)]
    public async Task Delays_double_up_to_a_quarter_of_an_hour(Adapter adapter)
    {
        var counter = await Create(adapter);
        IReadOnlyList<AttemptLimit> limits = [new(_unique, Free: 2, TimeSpan.FromHours(1), FirstDelay: Minute)];
        await Reserve(counter, limits);
        await Reserve(counter, limits);

        var delays = new List<double>();
        for (var failure = 0; failure < 6; failure++)
        {
            var wait = await Reserve(counter, limits);
            delays.Add(wait.TotalMinutes);
            _clock.Advance(wait);
            (await Reserve(counter, limits)).ShouldBe(TimeSpan.Zero);
        }

        delays.ShouldBe([1, 2, 4, 8, 15, 15]);
    }

    [Fact]
    public async Task Without_Redis_an_instance_counts_for_itself()
    {
        var options = ConfigurationOptions.Parse("127.0.0.1:1,connectTimeout=200,connectRetry=0,syncTimeout=200,asyncTimeout=200,abortConnect=false");
        _redis = await ConnectionMultiplexer.ConnectAsync(options);
        var counter = new RedisAttempts(_redis, new InProcessAttempts(_clock), _clock, NullLogger<RedisAttempts>.Instance);
        var limits = Limits(free: 1);

        (await Reserve(counter, limits)).ShouldBe(TimeSpan.Zero);
        (await Reserve(counter, limits)).ShouldBe(Minute);
    }

    private IReadOnlyList<AttemptLimit> Limits(int free, string key = "") => [new($"{_unique}{key}", free, Minute)];

    private Task<TimeSpan> Reserve(IAttemptCounter counter, IReadOnlyList<AttemptLimit> limits) =>
        counter.Reserve(Guid.CreateVersion7(_clock.GetUtcNow()), limits, CancellationToken.None).AsTask();

    private async Task<IAttemptCounter> Create(Adapter adapter)
    {
        var inProcess = new InProcessAttempts(_clock);
        if (adapter == Adapter.InProcess)
        {
            return inProcess;
        }

        _redis = await ConnectionMultiplexer.ConnectAsync(TestRedis.Address);
        return new RedisAttempts(_redis, inProcess, _clock, NullLogger<RedisAttempts>.Instance);
    }
}
