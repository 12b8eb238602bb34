using Microsoft.Extensions.Caching.Memory;
using MimeKit;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Jobs;

namespace SecurityTraining.Infrastructure.Mail;

/// <summary>
/// Sends the mails of campaigns, each asked about right before it goes out and counted as sent only after that has been committed: so a kill
/// can repeat no more than the mails that are under way.
/// </summary>
internal sealed class CampaignMailWorker(
    ICompanyScope companies, IMailTransport transport, CampaignEditions editions, CampaignRenderer renderer, MailOptions options) : IWorkHandler
{
    /// <summary>Temporary refusals of one mail; then it has failed. About three quarters of an hour.</summary>
    private const int MaxAttempts = 12;

    private static readonly TimeSpan PausedDelay = TimeSpan.FromSeconds(30);

    private readonly MailboxAddress _from = MailboxAddress.Parse(options.From);

    public WorkKind Kind => WorkKind.CampaignMail;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var found = await companies.Send(item.CompanyId, new GetDueCampaignMailQuery(item.SubjectId), ct);
        if (found.IsError)
        {
            return WorkOutcome.Done;
        }

        var due = found.Value;
        return due.Decision switch
        {
            CampaignMailDecision.Send => await Send(item, due, ct),
            CampaignMailDecision.Wait => WorkOutcome.Again(PausedDelay),
            CampaignMailDecision.Skip => await Record(item, DeliveryStatus.Skipped, due.SkipReason!),
            _ => WorkOutcome.Done,
        };
    }

    private async Task<WorkOutcome> Send(WorkItem item, DueCampaignMail due, CancellationToken ct)
    {
        RenderedMail mail;
        try
        {
            var edition = await editions.Get(item.CompanyId, due.EditionId, ct);
            var sender = new MailParty(due.SenderName ?? _from.Name ?? "", due.SenderAddress ?? _from.Address);
            mail = renderer.Mail(edition, due.To, sender);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && item.Attempt >= WorkLedger.MaxAttempts)
        {
            // One that cannot be made must not keep its campaign from ending.
            return await Record(item, DeliveryStatus.Failed, exception.GetType().Name);
        }

        // From here on it is under way: what becomes of it is written down even if the service is told to stop.
        var receipt = await transport.Send(mail, CancellationToken.None);
        DeliveryStatus? outcome = receipt.Verdict switch
        {
            MailVerdict.Accepted => DeliveryStatus.Sent,
            MailVerdict.PermanentFailure => DeliveryStatus.Failed,
            MailVerdict.TemporaryFailure when item.Attempt >= MaxAttempts => DeliveryStatus.Failed,
            _ => null,
        };
        var recorded = await Record(item, outcome, receipt.Reply);
        return outcome is not null ? recorded
            : receipt.Verdict == MailVerdict.Unavailable ? WorkLedger.WhenReachable()
            : WorkOutcome.Again(WorkLedger.Backoff(item.Attempt)) with { Error = receipt.Reply };
    }

    private async Task<WorkOutcome> Record(WorkItem item, DeliveryStatus? outcome, string reply)
    {
        var command = new RecordCampaignMailCommand(item.Id, item.SubjectId, outcome, reply);
        var recorded = await companies.Send(item.CompanyId, command, CancellationToken.None);
        for (var again = 0; again < 3 && recorded.IsError; again++)
        {
            // What is not written down is sent again: somebody's scanner may have followed the mail's links at this very moment.
            recorded = await companies.Send(item.CompanyId, command, CancellationToken.None);
        }

        return recorded.IsError ? WorkOutcome.Failed(recorded.FirstError.Code) : WorkOutcome.Done;
    }
}

/// <summary>Editions of campaigns, parsed once: they never change again.</summary>
internal sealed class CampaignEditions(ICompanyScope companies) : IDisposable
{
    private const int MaxEditions = 100;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _editions = new(new MemoryCacheOptions { SizeLimit = MaxEditions });

    public async ValueTask<CompiledEdition> Get(Guid companyId, Guid editionId, CancellationToken ct)
    {
        if (_editions.TryGetValue((companyId, editionId), out CompiledEdition? cached))
        {
            return cached!;
        }

        var found = await companies.Send(companyId, new GetFrozenEditionQuery(editionId), ct);
        return found.IsError
            ? throw new InvalidOperationException($"Edition {editionId} cannot be loaded: {found.FirstError.Code}.")
            : _editions.Set(
                (companyId, editionId), new CompiledEdition(found.Value), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Idle });
    }

    public void Dispose() => _editions.Dispose();
}
