using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Jobs;

/// <summary>Works off the kinds of work that have an <see cref="IWorkHandler"/>: a few items of each kind at a time.</summary>
internal sealed partial class WorkerService(
    IEnumerable<IWorkHandler> handlers,
    WorkLedger ledger,
    WorkSignal signal,
    JobOptions options,
    ILogger<WorkerService> logger) : BackgroundService
{
    private const int Parallelism = 4;

    private static readonly Counter<long> Settled = Telemetry.Meter.CreateCounter<long>(
        "securitytraining.work.settled", description: "Items of the work queue that have been handled, by kind and outcome.");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Enabled ? Task.WhenAll(handlers.SelectMany(handler => Loops(handler, stoppingToken))) : Task.CompletedTask;

    private IEnumerable<Task> Loops(IWorkHandler handler, CancellationToken stopping) =>
        handler.HasLanes ? [Work(handler, stopping), WorkLanes(handler, stopping)] : [Work(handler, stopping)];

    private async Task Work(IWorkHandler handler, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var claimed = await ledger.Claim(handler.Kind, Parallelism, stopping);
                if (claimed.Count == 0)
                {
                    await (handler.HasLanes ? Task.Delay(options.Poll, stopping) : signal.Wait(handler.Kind, options.Poll, stopping));
                    continue;
                }

                await Task.WhenAll(claimed.Select(work => Handle(handler, work, stopping)));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Most likely the database is away: the work is still in it.
                LogQueueUnreachable(exception, handler.Kind);
                await Task.Delay(options.Poll, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>Whether it is done.</returns>
    private async Task<bool> Handle(IWorkHandler handler, LeasedWork work, CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var heartbeat = KeepLease(work, lost);
        WorkOutcome outcome;
        try
        {
            outcome = await handler.Handle(work.Item, lost.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped in the middle: due again at once, for whoever is there.
            outcome = WorkOutcome.Again(TimeSpan.Zero);
        }
        catch (Exception exception)
        {
            LogFailed(exception, handler.Kind, work.Item.Id);
            outcome = WorkOutcome.Failed(exception.GetType().Name);
        }

        await lost.CancelAsync();
        await heartbeat;
        Settled.Add(1, new("kind", handler.Kind.ToString()), new("outcome", outcome.IsDone ? "done" : outcome.Error is null ? "again" : "failed"));
        await ledger.Settle(work, outcome, CancellationToken.None);
        return outcome.IsDone;
    }

    private async Task KeepLease(LeasedWork work, CancellationTokenSource handling)
    {
        while (true)
        {
            await Task.Delay(options.Lease / 3, handling.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (handling.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (!await ledger.Extend(work, handling.Token))
                {
                    await handling.CancelAsync();
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The lease still has two thirds of its time; the next beat may get through.
                LogQueueUnreachable(exception, work.Item.Kind);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The work queue could not be reached for {Kind}")]
    private partial void LogQueueUnreachable(Exception exception, WorkKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {ItemId} failed")]
    private partial void LogFailed(Exception exception, WorkKind kind, Guid itemId);
}

internal static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services, JobOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<WorkLedger>();
        services.AddSingleton<ICompanyScope, CompanyScope>();
        services.AddSingleton<IWorkHandler, CleanUpWorker>();
        services.AddHostedService<WorkerService>();
        services.AddHostedService<QueueMeter>();
        return services;
    }
}
