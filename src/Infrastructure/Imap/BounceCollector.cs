using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Phishing.Returns;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Infrastructure.Jobs;
using SecurityTraining.Infrastructure.Mail;

namespace SecurityTraining.Infrastructure.Imap;

/// <summary>
/// Looks into the installation's mailbox for what has come back. It belongs to no company, so it is no row of the queue: the mailbox is the
/// queue. A message leaves it only after its event has been committed, and a bounce that is seen twice is noted once.
/// </summary>
internal sealed partial class BounceCollector(
    GuardedMailboxes mailboxes,
    IReturnedMailReader reader,
    ICompanyScope companies,
    MailOptions mail,
    JobOptions jobs,
    TimeProvider clock,
    ILogger<BounceCollector> logger) : BackgroundService
{
    private const int Portion = 100;

    private readonly BounceOptions _options = mail.Bounces;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!jobs.Enabled || string.IsNullOrEmpty(_options.Host))
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Collect(stoppingToken) == Portion)
                {
                    // There is more.
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await Task.Delay(TimeSpan.FromSeconds(_options.PollSeconds), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> Collect(CancellationToken ct)
    {
        var security = _options.Tls ? MailboxSecurity.Tls : MailboxSecurity.StartTls;
        var access = new MailboxAccess(
            _options.Host!, _options.Port, security, MailboxLogin.Password, _options.UserName, _options.Folder, _options.DoneFolder, TokenUrl: null, ClientId: null, Scope: null);
        await using var open = await mailboxes.Open(access, _options.Password, mayBePrivate: true, ct);
        var uids = await open.List(after: 0, Portion, ct);
        foreach (var uid in uids)
        {
            if (await open.Read(uid, ct) is { } mime && reader.Read(mime) is var (lure, returned))
            {
                var recorded = await companies.Send(lure.CompanyId, new RecordReturnedMailCommand(lure.TrackingId, returned), ct);
                if (recorded.IsError)
                {
                    throw new MailboxException($"Message {uid} could not be noted: {recorded.FirstError.Code}.");
                }
            }

            await open.PutAway(uid, ct);
        }

        return uids.Count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mailbox for returned mail could not be read")]
    private partial void LogFailed(Exception exception);
}
