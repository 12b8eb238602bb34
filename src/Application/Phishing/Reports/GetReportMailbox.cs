using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

[RequirePermission(Permission.ReadPhishing)]
public sealed record GetReportMailboxQuery : IQuery<ReportMailboxRow>;

/// <param name="CheckedAt">When it was looked into last; null: not yet.</param>
/// <param name="LastError">Why the last look failed; null if it did not.</param>
/// <remarks>
/// Nothing in it moves with the messages that come in, not even a version: a count would tell of the one person who has a mail of a
/// simulation in works-council mode.
/// </remarks>
public sealed record ReportMailboxRow(
    string Host,
    int Port,
    MailboxSecurity Security,
    MailboxLogin Login,
    string UserName,
    string Folder,
    string? DoneFolder,
    string? TokenUrl,
    string? ClientId,
    string? Scope,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CheckedAt,
    DateTimeOffset? SucceededAt,
    string? LastError);

internal sealed class GetReportMailboxHandler(IRepository<ReportMailbox> mailboxes) : IQueryHandler<GetReportMailboxQuery, ReportMailboxRow>
{
    public async Task<ErrorOr<ReportMailboxRow>> Handle(GetReportMailboxQuery request, CancellationToken cancellationToken) =>
        await mailboxes.SingleOrDefaultAsync(new OwnMailboxSpec(), cancellationToken) is { Access: var access } mailbox
            ? new ReportMailboxRow(
                access.Host, access.Port, access.Security, access.Login, access.UserName, access.Folder, access.DoneFolder, access.TokenUrl, access.ClientId,
                access.Scope, mailbox.CreatedAt, mailbox.CheckedAt, mailbox.SucceededAt, mailbox.LastError)
            : ReportMailboxErrors.NotFound;
}
