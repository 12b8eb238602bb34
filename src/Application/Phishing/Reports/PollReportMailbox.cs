using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>What a worker needs to look into a mailbox; nothing if there is none any more.</summary>
[PlatformScope]
public sealed record FindMailboxWorkQuery(Guid Id) : IQuery<MailboxWork>;

/// <param name="Access">Null: the mailbox has been removed.</param>
public sealed record MailboxWork(MailboxAccess? Access, byte[] ProtectedSecret, long UidValidity, long LastUid);

internal sealed class FindMailboxWorkHandler(IRepository<ReportMailbox> mailboxes) : IQueryHandler<FindMailboxWorkQuery, MailboxWork>
{
    public async Task<ErrorOr<MailboxWork>> Handle(FindMailboxWorkQuery request, CancellationToken cancellationToken) =>
        await mailboxes.GetByIdAsync(request.Id, cancellationToken) is { } mailbox
            ? new MailboxWork(mailbox.Access, mailbox.ProtectedSecret, mailbox.UidValidity, mailbox.LastUid)
            : new MailboxWork(Access: null, [], UidValidity: 0, LastUid: 0);
}

/// <summary>
/// Takes in what has come into a mailbox, message by message: each is committed together with the place up to which the mailbox has been
/// read, and put away only then. Killed in between, the next look puts away what has been taken and goes on behind it.
/// </summary>
internal sealed class PollReportMailbox(ICompanyScope companies, IMailboxes mailboxes, ICompanySecrets secrets) : IWorkHandler
{
    /// <summary>Messages in one go.</summary>
    public const int Portion = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>For one look: a server that is slow on purpose must not keep others waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public WorkKind Kind => WorkKind.ReportMailboxPoll;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var found = await companies.Send(item.CompanyId, new FindMailboxWorkQuery(item.SubjectId), ct);
        if (found.IsError || found.Value is not { Access: { } access } work)
        {
            return found.IsError ? WorkOutcome.Failed(found.FirstError.Code) : WorkOutcome.Done;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var secret = secrets.Reveal(item.CompanyId, SecretUse.ReportMailbox, work.ProtectedSecret);
            await using var open = await mailboxes.Open(access, secret, patience.Token);
            var count = await TakeIn(item, work, open, patience.Token);
            await companies.Send(item.CompanyId, new NoteMailboxCheckCommand(item.SubjectId, Error: null), ct);
            return WorkOutcome.Again(count < Portion ? Interval : TimeSpan.Zero);
        }
        catch (MailboxException failure)
        {
            await companies.Send(item.CompanyId, new NoteMailboxCheckCommand(item.SubjectId, failure.Message), ct);
            return WorkOutcome.Again(Interval);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await companies.Send(item.CompanyId, new NoteMailboxCheckCommand(item.SubjectId, "The mailbox took too long."), ct);
            return WorkOutcome.Again(Interval);
        }
    }

    private async Task<int> TakeIn(WorkItem item, MailboxWork work, IOpenMailbox open, CancellationToken ct)
    {
        var after = open.UidValidity == work.UidValidity ? work.LastUid : 0;
        var uids = await open.List(after, Portion, ct);
        foreach (var uid in uids)
        {
            if (uid > after)
            {
                var mime = await open.Read(uid, ct);
                var taken = await Take(item, new TakeMailboxMessageCommand(item.SubjectId, open.UidValidity, uid, mime), ct);
                if (taken.IsError)
                {
                    throw new MailboxException($"Message {uid} could not be taken in: {taken.FirstError.Code}.");
                }
            }

            await open.PutAway(uid, ct);
        }

        return uids.Count;
    }

    /// <summary>A message that nobody can read is passed over: what stands behind it is to be read, too.</summary>
    private async Task<ErrorOr<Success>> Take(WorkItem item, TakeMailboxMessageCommand message, CancellationToken ct)
    {
        try
        {
            return await companies.Send(item.CompanyId, message, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return await companies.Send(item.CompanyId, message with { Mime = null }, ct);
        }
    }
}
