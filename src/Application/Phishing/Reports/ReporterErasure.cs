using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>
/// Takes somebody who is erased out of the triage queue: the cases stay, without who has reported or sent them, and without the mails that
/// came from their mailbox.
/// </summary>
internal sealed class ReporterErasure(IRepository<ReportedMail> mails, IRepository<MailReport> reports, IWorkQueue queue, TimeProvider clock)
{
    public async Task Forget(User user, CancellationToken ct)
    {
        foreach (var report in await reports.ListAsync(new ReportsOfPersonSpec(user.Id), ct))
        {
            report.Forget();
        }

        var emails = user.AllEmails;
        foreach (var mail in await mails.ListAsync(new TouchedSpec(user.Id, emails), ct))
        {
            if (emails.Contains(mail.SenderAddress, StringComparer.Ordinal))
            {
                mail.ForgetSender();
            }

            // The bytes go by the worker, which also gives back the room.
            queue.Enqueue(WorkKind.ReportedMailExpiry, mail.Id, clock.GetUtcNow());
        }
    }

    private sealed class TouchedSpec : Specification<ReportedMail>
    {
        public TouchedSpec(Guid userId, IReadOnlyList<string> emails) => Query.Where(mail => mail.MimeFrom == userId || emails.Contains(mail.SenderAddress));
    }
}

internal sealed class ReportsOfPersonSpec : Specification<MailReport>
{
    public ReportsOfPersonSpec(Guid userId) => Query.Where(report => report.ReporterId == userId).OrderBy(report => report.Id);
}
