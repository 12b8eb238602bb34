using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Delivery;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Infrastructure.Jobs;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>The lanes of sending profiles: opened while lures wait in them, so that one company's slow server holds up nobody else's mails.</summary>
internal sealed partial class LureDispatcher
{
    private async Task RunProfileLanes(CancellationToken stopping)
    {
        var open = new Dictionary<Guid, (LureLane Lane, Task Work)>();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await OpenAndClose(open, await _ledger.Lanes(WorkKind.Lure, stopping), stopping);
                await _pools.CloseIdle();
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                LogLanesNotFound(exception);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(_options.Poll, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(open.Values.Select(running => running.Work));
    }

    private async Task OpenAndClose(Dictionary<Guid, (LureLane Lane, Task Work)> open, List<WorkLane> waiting, CancellationToken stopping)
    {
        foreach (var (id, running) in open.ToList())
        {
            running.Lane.IsClosing = !waiting.Exists(lane => lane.Id == id);
            if (running.Work.IsCompleted)
            {
                open.Remove(id);
            }
        }

        foreach (var (id, companyId) in waiting.Where(lane => !open.ContainsKey(lane.Id)))
        {
            // Of a profile that is gone, somebody has to find out that nothing can be sent.
            var lane = new LureLane(id, await _profiles.Connections(companyId, id, stopping) ?? 1);
            open.Add(id, (lane, Task.Run(() => RunLane(lane, stopping), CancellationToken.None)));
        }
    }

    private Task WaitForWork(LureLane lane, CancellationToken stopping) => lane.Id is null
        ? _signal.Wait(WorkKind.Lure, _options.Poll, stopping)
        : Task.Delay(_options.Poll, stopping);

    /// <summary>Lures that have been put into the queue without a thought for lanes.</summary>
    private async Task MoveStrays(LureLane lane, List<LeasedWork> claimed, Dictionary<Guid, DueLure> lures, CancellationToken ct)
    {
        var strays = claimed
            .Where(work => lures.GetValueOrDefault(work.Item.SubjectId) is { Decision: LureDecision.Send } lure && lure.SendingProfileId != lane.Id)
            .GroupBy(work => lures[work.Item.SubjectId].SendingProfileId)
            .ToList();
        foreach (var ofProfile in strays)
        {
            var works = ofProfile.ToList();
            await _ledger.Move(works, ofProfile.Key, ct);
            works.ForEach(work => claimed.Remove(work));
        }
    }

    /// <summary>Keeps the lease for as long as the mail server takes: some let a mail wait for minutes, and it must not go out twice.</summary>
    private async Task<ProfileReceipt> HandOver(LureLane lane, LeasedWork work, RenderedMail mail)
    {
        var sending = HandOver(lane, work.Item.CompanyId, mail);
        while (!sending.IsCompleted)
        {
            try
            {
                await sending.WaitAsync(_options.Lease / 3);
            }
            catch (TimeoutException) when (!sending.IsCompleted)
            {
                await KeepLease(work);
            }
        }

        return await sending;
    }

    private async Task KeepLease(LeasedWork work)
    {
        try
        {
            await _ledger.Extend(work, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The lease still has two thirds of its time; the next try may get through.
            LogLeaseNotKept(exception, work.Item.SubjectId);
        }
    }

    private async Task<ProfileReceipt> HandOver(LureLane lane, Guid companyId, RenderedMail mail) => lane.Id is { } profileId
        ? await _profiles.Send(companyId, profileId, mail, CancellationToken.None)
        : new ProfileReceipt(await _transport.Send(mail, CancellationToken.None));

    /// <summary>A little later than that, so that not everything comes back in the same moment.</summary>
    private WorkOutcome AgainAfter(DateTimeOffset time) =>
        WorkOutcome.Again(time - _clock.GetUtcNow() + TimeSpan.FromSeconds(30 * Random.Shared.NextDouble()));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease on the lure for {RecipientId} could not be kept")]
    private partial void LogLeaseNotKept(Exception exception, Guid recipientId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lanes of sending profiles could not be looked up")]
    private partial void LogLanesNotFound(Exception exception);
}
