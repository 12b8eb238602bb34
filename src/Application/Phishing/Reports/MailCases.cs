using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Opens the case of a real mail, or adds a report to the one that is open.</summary>
internal sealed class MailCases(
    IRepository<ReportedMail> mails,
    IRepository<MailReport> reports,
    IRepository<User> users,
    LureDomainRules domains,
    StorageAccount account,
    IFileStore store,
    IWorkQueue queue,
    TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task<ErrorOr<ReportedMail>> File(Company company, ReadMail mail, IncomingReport report, CancellationToken ct)
    {
        var (facts, reporterId, now) = (mail.Facts, report.Reporter?.Id, clock.GetUtcNow());
        var known = await mails.SingleOrDefaultAsync(new OpenCaseSpec(facts.Fingerprint()), ct);
        if (known is not null && reporterId is not null && await reports.AnyAsync(new ReportsOfSpec(known.Id, reporterId), ct))
        {
            return known;
        }

        var limit = reporterId is null ? MailReport.MaxAnonymousPerDay : MailReport.MaxPerDay;
        if (await reports.CountAsync(new RecentReportsSpec(reporterId, now - Day), ct) >= limit)
        {
            return ReportedMailErrors.TooMany;
        }

        var opened = known ?? await Open(company, mail, reporterId, ct);
        reports.Add(opened.Report(reporterId, report.Source, now));
        return opened;
    }

    private async Task<ReportedMail> Open(Company company, ReadMail mail, Guid? reporterId, CancellationToken ct)
    {
        var name = mail.Facts.From.Name.ToLowerInvariant();
        var own = (await domains.Load(ct)).Recipients;
        var judge = new MailJudge(own, company.Name, name.Length > 0 && await users.AnyAsync(new NamedSpec(name), ct));
        var opened = ReportedMail.Open(company.Id, mail.Facts, judge.Judge(mail.Facts), clock.GetUtcNow());
        mails.Add(opened);

        // Without room for the mail itself the case still tells what matters.
        if (mail.Mime.Length > 0 && !(await account.Get(ct)).Take(mail.Mime.Length).IsError)
        {
            // A file whose case is not committed after all stays behind unread; the other way round, a case would miss its mail.
            using var content = new MemoryStream(mail.Mime.ToArray(), writable: false);
            await store.Write(KeyOf(company.Id, opened.Id), content, ct);
            opened.KeepMime(mail.Mime.Length, reporterId);
            queue.Enqueue(WorkKind.ReportedMailExpiry, opened.Id, clock.GetUtcNow() + ReportedMail.MimeRetention);
        }

        return opened;
    }

    public static string KeyOf(Guid companyId, Guid id) => $"reported-mails/{companyId:N}/{id:N}";

    private sealed class OpenCaseSpec : SingleResultSpecification<ReportedMail>
    {
        public OpenCaseSpec(string fingerprint) => Query.Where(mail => mail.OpenFingerprint == fingerprint);
    }

    private sealed class ReportsOfSpec : Specification<MailReport>
    {
        public ReportsOfSpec(Guid mailId, Guid? reporterId) => Query.Where(report => report.ReportedMailId == mailId && report.ReporterId == reporterId);
    }

    private sealed class RecentReportsSpec : Specification<MailReport>
    {
        public RecentReportsSpec(Guid? reporterId, DateTimeOffset since) => Query.Where(report => report.ReporterId == reporterId && report.ReportedAt > since);
    }

    private sealed class NamedSpec : Specification<User>
    {
        public NamedSpec(string fullName) => Query.Where(user => (user.FirstName + " " + user.LastName).ToLower() == fullName);
    }
}
