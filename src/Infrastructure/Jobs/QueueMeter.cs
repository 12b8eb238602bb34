using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Jobs;

/// <summary>Shows how much work of each kind waits, is held or has been given up, and for how long the oldest has been due.</summary>
internal sealed partial class QueueMeter : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger<QueueMeter> _logger;
    private volatile IReadOnlyList<Depth> _depths = [];

    public QueueMeter(IServiceScopeFactory scopes, TimeProvider clock, ILogger<QueueMeter> logger)
    {
        (_scopes, _clock, _logger) = (scopes, clock, logger);
        Gauge("securitytraining.work.due", "Items that could be done now.", depth => depth.Due);
        Gauge("securitytraining.work.waiting", "Items whose time has not come.", depth => depth.Waiting);
        Gauge("securitytraining.work.held", "Items of paused simulations.", depth => depth.Held);
        Gauge("securitytraining.work.dead", "Items that have been given up and wait for an operator.", depth => depth.Dead);
        Telemetry.Meter.CreateObservableGauge(
            "securitytraining.work.oldest_due", () => Measure(depth => depth.OldestDueSeconds), unit: "s", description: "For how long the oldest item has been due.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _depths = await Look(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogUnreachable(exception);
            }

            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<Depth>> Look(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        var items = scope.ServiceProvider.GetRequiredService<AppDbContext>().WorkItems;
        var now = _clock.GetUtcNow();
        var found = await items
            .GroupBy(item => item.Kind)
            .Select(kind => new
            {
                kind.Key,
                Due = kind.Count(item => item.DeadAt == null && !item.IsHeld && item.DueAt <= now),
                Waiting = kind.Count(item => item.DeadAt == null && !item.IsHeld && item.DueAt > now),
                Held = kind.Count(item => item.DeadAt == null && item.IsHeld),
                Dead = kind.Count(item => item.DeadAt != null),
                Oldest = kind.Where(item => item.DeadAt == null && !item.IsHeld).Min(item => (DateTimeOffset?)item.DueAt),
            })
            .ToListAsync(ct);
        return
        [
            .. found.Select(kind => new Depth(
                kind.Key, kind.Due, kind.Waiting, kind.Held, kind.Dead, kind.Oldest < now ? (now - kind.Oldest.Value).TotalSeconds : 0)),
        ];
    }

    private void Gauge(string name, string description, Func<Depth, int> value) =>
        Telemetry.Meter.CreateObservableGauge(name, () => Measure(value), description: description);

    private IEnumerable<Measurement<T>> Measure<T>(Func<Depth, T> value)
        where T : struct =>
        _depths.Select(depth => new Measurement<T>(value(depth), new KeyValuePair<string, object?>("kind", depth.Kind.ToString())));

    private sealed record Depth(WorkKind Kind, int Due, int Waiting, int Held, int Dead, double OldestDueSeconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The work queue could not be measured")]
    private partial void LogUnreachable(Exception exception);
}
