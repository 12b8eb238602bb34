using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Signs in at the mailbox and looks into its folder, without taking anything in.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record TestReportMailboxQuery : IQuery<MailboxTestRow>;

/// <param name="Error">What went wrong; null if nothing did.</param>
/// <param name="Messages">How many would be taken in next; null if that could not be seen.</param>
public sealed record MailboxTestRow(bool Succeeded, string? Error, int? Messages);

internal sealed class TestReportMailboxHandler(IRepository<ReportMailbox> mailboxes, IMailboxes servers, ICompanySecrets secrets)
    : IQueryHandler<TestReportMailboxQuery, MailboxTestRow>
{
    public async Task<ErrorOr<MailboxTestRow>> Handle(TestReportMailboxQuery request, CancellationToken cancellationToken)
    {
        if (await mailboxes.SingleOrDefaultAsync(new OwnMailboxSpec(), cancellationToken) is not { } mailbox)
        {
            return ReportMailboxErrors.NotFound;
        }

        try
        {
            var secret = secrets.Reveal(mailbox.CompanyId, SecretUse.ReportMailbox, mailbox.ProtectedSecret);
            await using var open = await servers.Open(mailbox.Access, secret, cancellationToken);
            var after = open.UidValidity == mailbox.UidValidity ? mailbox.LastUid : 0;
            return new MailboxTestRow(Succeeded: true, Error: null, (await open.List(after, PollReportMailbox.Portion, cancellationToken)).Count);
        }
        catch (MailboxException failure)
        {
            return new MailboxTestRow(Succeeded: false, failure.Message, Messages: null);
        }
    }
}
