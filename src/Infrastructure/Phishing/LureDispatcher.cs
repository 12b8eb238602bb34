using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Delivery;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Jobs;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>
/// Sends lures as they become due: one loop claims and prepares them, as many senders as the transport has connections hand them over. A
/// mail counts as sent only after that has been committed, and each sender waits for its commit before it takes the next; so a kill can
/// repeat at most one mail for each connection.
/// </summary>
internal sealed partial class LureDispatcher : BackgroundService
{
    /// <summary>Temporary refusals of one mail; then it has failed. About three hours.</summary>
    private const int MaxAttempts = 12;

    private const int MaxClaim = 64;
    private const int MaxTries = 8;

    private static readonly TimeSpan PausedDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(2);

    private static readonly Counter<long> Lures = Telemetry.Meter.CreateCounter<long>(
        "securitytraining.phishing.lures", description: "Lures handed to the mail transport, by verdict.");

    private readonly ICompanyScope _companies;
    private readonly WorkLedger _ledger;
    private readonly WorkSignal _signal;
    private readonly IMailTransport _transport;
    private readonly LureCache _lures;
    private readonly LureRenderer _renderer;
    private readonly LureSenders _senders;
    private readonly JobOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<LureDispatcher> _logger;
    private readonly GroupCommit<Guid, LureDelivery, bool> _commits;

    public LureDispatcher(
        ICompanyScope companies,
        WorkLedger ledger,
        WorkSignal signal,
        IMailTransport transport,
        LureCache lures,
        LureRenderer renderer,
        LureSenders senders,
        JobOptions options,
        TimeProvider clock,
        ILogger<LureDispatcher> logger)
    {
        (_companies, _ledger, _signal, _transport, _lures) = (companies, ledger, signal, transport, lures);
        (_renderer, _senders, _options, _clock, _logger) = (renderer, senders, options, clock, logger);
        _commits = new GroupCommit<Guid, LureDelivery, bool>(Record);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled)
        {
            return;
        }

        // Bounded, so that little is claimed ahead of what the mail server takes.
        var ready = Channel.CreateBounded<ReadyLure>(MaxClaim);
        var senders = Enumerable.Range(0, _transport.Connections).Select(_ => SendAll(ready.Reader, stoppingToken)).ToList();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var claimed = await _ledger.Claim(WorkKind.Lure, MaxClaim, stoppingToken);
                if (claimed.Count == 0)
                {
                    await _signal.Wait(WorkKind.Lure, _options.Poll, stoppingToken);
                }

                foreach (var ofCompany in claimed.GroupBy(work => work.Item.CompanyId))
                {
                    await Prepare(ofCompany.Key, [.. ofCompany], ready.Writer, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                LogLoopFailed(exception);
                await Task.Delay(_options.Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        ready.Writer.Complete();
        await Task.WhenAll(senders);
    }

    private async Task Prepare(Guid companyId, List<LeasedWork> claimed, ChannelWriter<ReadyLure> ready, CancellationToken ct)
    {
        var loaded = await _companies.Send(companyId, new GetDueLuresQuery(claimed.ConvertAll(work => work.Item.SubjectId)), ct);
        if (loaded.IsError)
        {
            throw new InvalidOperationException($"Lures could not be loaded: {loaded.FirstError.Code}.");
        }

        var byRecipient = loaded.Value.ToDictionary(lure => lure.To.RecipientId);
        foreach (var work in claimed)
        {
            switch (byRecipient.GetValueOrDefault(work.Item.SubjectId))
            {
                case { Decision: LureDecision.Send } lure:
                    await ready.WriteAsync(new ReadyLure(work, lure), ct);
                    break;
                case { Decision: LureDecision.Wait }:
                    await _ledger.Settle(work, WorkOutcome.Again(PausedDelay), ct);
                    break;
                case { Decision: LureDecision.Skip }:
                    await _commits.Add(companyId, new LureDelivery(
                        work.Item.Id, work.Item.SubjectId, DeliveryStatus.Skipped, "No longer active, or no longer in a verified domain."));
                    break;
                default:
                    await _ledger.Settle(work, WorkOutcome.Done, ct);
                    break;
            }
        }
    }

    private async Task SendAll(ChannelReader<ReadyLure> ready, CancellationToken stopping)
    {
        await foreach (var (work, due) in ready.ReadAllAsync(CancellationToken.None))
        {
            // What is not sent now becomes due again by itself when its lease ends.
            if (stopping.IsCancellationRequested || _clock.GetUtcNow() > work.LeasedUntil - LeaseMargin)
            {
                continue;
            }

            try
            {
                await Send(work, due);
            }
            catch (Exception exception)
            {
                LogSendFailed(exception, work.Item.SubjectId);
            }
        }
    }

    private async Task Send(LeasedWork work, DueLure due)
    {
        var companyId = due.To.CompanyId;
        var lure = await _lures.Get(companyId, due.LureId, CancellationToken.None);
        var sender = _senders.For(lure, due.To.MergeValues, due.SenderName, due.SenderAddress);
        var receipt = await _transport.Send(_renderer.Mail(lure, due.To, sender), CancellationToken.None);
        Lures.Add(1, new KeyValuePair<string, object?>("verdict", receipt.Verdict.ToString()));

        DeliveryStatus? outcome = receipt.Verdict switch
        {
            MailVerdict.Accepted => DeliveryStatus.Sent,
            MailVerdict.PermanentFailure => DeliveryStatus.Failed,
            MailVerdict.TemporaryFailure when work.Item.Attempt >= MaxAttempts => DeliveryStatus.Failed,
            _ => null,
        };
        await _commits.Add(companyId, new LureDelivery(work.Item.Id, work.Item.SubjectId, outcome, receipt.Reply));
        if (outcome is null)
        {
            await _ledger.Settle(work, WorkOutcome.Again(WorkLedger.Backoff(work.Item.Attempt)) with { Error = receipt.Reply }, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<bool>> Record(Guid companyId, IReadOnlyList<LureDelivery> deliveries)
    {
        for (var tries = 1; ; tries++)
        {
            var recorded = await _companies.Send(companyId, new RecordDeliveriesCommand(deliveries), CancellationToken.None);
            if (!recorded.IsError)
            {
                return [.. deliveries.Select(_ => true)];
            }

            if (tries == MaxTries || recorded.FirstError.Code != CommonErrors.ConcurrentChange.Code)
            {
                throw new InvalidOperationException($"Deliveries could not be recorded: {recorded.FirstError.Code}.");
            }
        }
    }

    private sealed record ReadyLure(LeasedWork Work, DueLure Due);

    [LoggerMessage(Level = LogLevel.Error, Message = "Due lures could not be claimed")]
    private partial void LogLoopFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lure for {RecipientId} could not be sent")]
    private partial void LogSendFailed(Exception exception, Guid recipientId);
}
