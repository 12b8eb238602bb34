using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>From now on nobody looks into the mailbox; what lies in it stays there.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DeleteReportMailboxCommand : ICommand<Deleted>;

internal sealed class DeleteReportMailboxHandler(IRepository<ReportMailbox> mailboxes) : ICommandHandler<DeleteReportMailboxCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteReportMailboxCommand request, CancellationToken cancellationToken)
    {
        if (await mailboxes.SingleOrDefaultAsync(new OwnMailboxSpec(), cancellationToken) is not { } mailbox)
        {
            return ReportMailboxErrors.NotFound;
        }

        mailboxes.Remove(mailbox);
        return Result.Deleted;
    }
}
