using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Delivery;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Imap;
using SecurityTraining.Infrastructure.Jobs;
using SecurityTraining.Infrastructure.Mail.Profiles;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>
/// Sends lures as they become due: one loop claims and prepares them, as many senders as the transport has connections hand them over. What goes
/// out through a sending profile has a lane of its own in the queue, with its own loop and senders. A
/// mail counts as sent only after that has been committed, and each sender waits for its commit before it takes the next; so a kill can
/// repeat at most one mail for each connection. Whoever has waited in line for longer than a moment is asked about again before the mail
/// goes out, so that a pause or a cancellation stops all but the mails under way, however slow the mail server is.
/// </summary>
internal sealed partial class LureDispatcher : BackgroundService
{
    /// <summary>Temporary refusals of one mail; then it has failed. About three quarters of an hour.</summary>
    private const int MaxAttempts = 12;

    /// <summary>For each connection; few enough that even a slow mail server gets them before what was decided about them is too old.</summary>
    private const int ClaimedAhead = 4;

    private static readonly TimeSpan PausedDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DecisionLifetime = TimeSpan.FromMilliseconds(250);

    private static readonly Counter<long> Lures = Telemetry.Meter.CreateCounter<long>(
        "securitytraining.phishing.lures", description: "Lures handed to the mail transport, by verdict.");

    private readonly ICompanyScope _companies;
    private readonly WorkLedger _ledger;
    private readonly WorkSignal _signal;
    private readonly IMailTransport _transport;
    private readonly ProfileSender _profiles;
    private readonly ProfileTransports _pools;
    private readonly LureCache _lures;
    private readonly LureRenderer _renderer;
    private readonly LureSenders _senders;
    private readonly ReturnAddresses _returns;
    private readonly JobOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<LureDispatcher> _logger;
    private readonly GroupCommit<Guid, LureDelivery, bool> _commits;

    public LureDispatcher(
        ICompanyScope companies,
        WorkLedger ledger,
        WorkSignal signal,
        IMailTransport transport,
        ProfileSender profiles,
        ProfileTransports pools,
        LureCache lures,
        LureRenderer renderer,
        LureSenders senders,
        ReturnAddresses returns,
        JobOptions options,
        TimeProvider clock,
        ILogger<LureDispatcher> logger)
    {
        (_companies, _ledger, _signal, _transport, _lures) = (companies, ledger, signal, transport, lures);
        (_profiles, _pools) = (profiles, pools);
        (_renderer, _senders, _returns, _options, _clock, _logger) = (renderer, senders, returns, options, clock, logger);
        _commits = new GroupCommit<Guid, LureDelivery, bool>(Record);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled)
        {
            return;
        }

        await Task.WhenAll(RunLane(new LureLane(Id: null, _transport.Connections), stoppingToken), RunProfileLanes(stoppingToken));
    }

    /// <summary>Works off one lane of the queue, for as long as it is open.</summary>
    private async Task RunLane(LureLane lane, CancellationToken stopping)
    {
        // Bounded, so that little is claimed ahead of what the mail server takes.
        var ready = Channel.CreateBounded<ReadyLure>(Math.Max(lane.Connections * ClaimedAhead / 2, 1));
        var senders = Enumerable.Range(0, lane.Connections).Select(_ => SendAll(lane, ready.Reader, stopping)).ToList();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var claimed = lane.RestsAt(_clock.GetUtcNow())
                    ? []
                    : await _ledger.Claim(WorkKind.Lure, lane.Id, lane.Connections * ClaimedAhead, stopping);
                if (claimed.Count == 0)
                {
                    if (lane.IsClosing)
                    {
                        break;
                    }

                    await WaitForWork(lane, stopping);
                }

                foreach (var ofCompany in claimed.GroupBy(work => work.Item.CompanyId))
                {
                    await Prepare(lane, ofCompany.Key, [.. ofCompany], ready.Writer, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                LogLoopFailed(exception);
                await Task.Delay(_options.Poll, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        ready.Writer.Complete();
        await Task.WhenAll(senders);
    }

    private async Task Prepare(LureLane lane, Guid companyId, List<LeasedWork> claimed, ChannelWriter<ReadyLure> ready, CancellationToken ct)
    {
        var decidedAt = _clock.GetUtcNow();
        var lures = await Decide(companyId, claimed.ConvertAll(work => work.Item.SubjectId), ct);
        await MoveStrays(lane, claimed, lures, ct);
        var aside = new List<Task>();
        foreach (var work in claimed)
        {
            var lure = lures.GetValueOrDefault(work.Item.SubjectId);
            if (lure is { Decision: LureDecision.Send })
            {
                await ready.WriteAsync(new ReadyLure(work, lure, decidedAt), ct);
            }
            else
            {
                aside.Add(PutAside(work, lure));
            }
        }

        await Task.WhenAll(aside);
    }

    private async Task<Dictionary<Guid, DueLure>> Decide(Guid companyId, IReadOnlyList<Guid> recipientIds, CancellationToken ct)
    {
        var loaded = await _companies.Send(companyId, new GetDueLuresQuery(recipientIds), ct);
        return loaded.IsError
            ? throw new InvalidOperationException($"Lures could not be loaded: {loaded.FirstError.Code}.")
            : loaded.Value.ToDictionary(lure => lure.To.RecipientId);
    }

    private Task PutAside(LeasedWork work, DueLure? lure) => lure?.Decision switch
    {
        LureDecision.Wait => _ledger.Settle(work, WorkOutcome.Again(lure.NotBefore - _clock.GetUtcNow() ?? PausedDelay), CancellationToken.None),
        LureDecision.Skip => _commits.Add(work.Item.CompanyId, new LureDelivery(
            work.Item.Id, work.Item.SubjectId, DeliveryStatus.Skipped, "No longer active, or no longer in a verified domain.")),
        _ => _ledger.Settle(work, WorkOutcome.Done, CancellationToken.None),
    };

    private async Task SendAll(LureLane lane, ChannelReader<ReadyLure> ready, CancellationToken stopping)
    {
        await foreach (var (work, due, decidedAt) in ready.ReadAllAsync(CancellationToken.None))
        {
            // What is not sent now becomes due again by itself when its lease ends.
            if (stopping.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                if (_clock.GetUtcNow() - decidedAt <= DecisionLifetime || await MayStillBeSent(work))
                {
                    await Send(lane, work, due);
                }
            }
            catch (Exception exception)
            {
                LogSendFailed(exception, work.Item.SubjectId);
                await GiveBack(work, exception);
            }
        }
    }

    /// <summary>A mail that cannot be made, or whose outcome cannot be written down, comes back later and is given up some day.</summary>
    private async Task GiveBack(LeasedWork work, Exception failure)
    {
        try
        {
            var reason = failure.GetType().Name;
            if (work.Item.Attempt >= WorkLedger.MaxAttempts)
            {
                await _commits.Add(work.Item.CompanyId, new LureDelivery(work.Item.Id, work.Item.SubjectId, DeliveryStatus.Failed, reason));
            }
            else
            {
                await _ledger.Settle(work, WorkOutcome.Failed(reason), CancellationToken.None);
            }
        }
        catch (Exception exception)
        {
            // Most likely the database is away: the work becomes due again when its lease ends.
            LogSendFailed(exception, work.Item.SubjectId);
        }
    }

    private async Task<bool> MayStillBeSent(LeasedWork work)
    {
        if (!await _ledger.Extend(work, CancellationToken.None))
        {
            return false;
        }

        var lures = await Decide(work.Item.CompanyId, [work.Item.SubjectId], CancellationToken.None);
        var lure = lures.GetValueOrDefault(work.Item.SubjectId);
        if (lure is { Decision: LureDecision.Send })
        {
            return true;
        }

        await PutAside(work, lure);
        return false;
    }

    private async Task Send(LureLane lane, LeasedWork work, DueLure due)
    {
        var companyId = due.To.CompanyId;
        var lure = await _lures.Get(companyId, due.LureId, CancellationToken.None);
        var sender = _senders.For(lure, due.To.MergeValues, due.SenderName, due.SenderAddress, due.SenderDomain);

        // What a company's own mail server cannot deliver it sends back to the sender: the installation's domain is nothing it may use.
        var returnTo = due.SendingProfileId is null ? _returns.For(companyId, due.To.TrackingId) : null;
        var (receipt, notBefore) = await HandOver(lane, work, _renderer.Mail(lure, due.To, sender) with { ReturnAddress = returnTo });
        if (notBefore is { } later)
        {
            await _ledger.Settle(work, AgainAfter(later), CancellationToken.None);
            return;
        }

        lane.Note(receipt.Verdict, _clock.GetUtcNow());
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
            var again = receipt.Verdict == MailVerdict.Unavailable
                ? WorkLedger.WhenReachable()
                : WorkOutcome.Again(WorkLedger.Backoff(work.Item.Attempt)) with { Error = receipt.Reply };
            await _ledger.Settle(work, again, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<bool>> Record(Guid companyId, IReadOnlyList<LureDelivery> deliveries)
    {
        var recorded = await _companies.Send(companyId, new RecordDeliveriesCommand(deliveries), CancellationToken.None);
        return recorded.IsError
            ? throw new InvalidOperationException($"Deliveries could not be recorded: {recorded.FirstError.Code}.")
            : [.. deliveries.Select(_ => true)];
    }

    private sealed record ReadyLure(LeasedWork Work, DueLure Due, DateTimeOffset DecidedAt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Due lures could not be claimed")]
    private partial void LogLoopFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lure for {RecipientId} could not be sent")]
    private partial void LogSendFailed(Exception exception, Guid recipientId);
}
