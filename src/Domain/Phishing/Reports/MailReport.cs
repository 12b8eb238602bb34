using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.Reports;

/// <summary>The way a report has come in.</summary>
public enum ReportSource
{
    AddIn,
    Page,
    Mailbox,
}

/// <summary>One person's report of a <see cref="ReportedMail"/>.</summary>
public sealed class MailReport : AggregateRoot, ICompanyOwned
{
    /// <summary>Real mails of one person within 24 hours.</summary>
    public const int MaxPerDay = 50;

    /// <summary>The same for all reports together that name nobody.</summary>
    public const int MaxAnonymousPerDay = 1000;

    internal MailReport(Guid companyId, Guid reportedMailId, Guid? reporterId, ReportSource source, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        ReportedMailId = reportedMailId;
        ReporterId = reporterId;
        Source = source;
        ReportedAt = now;
    }

    private MailReport()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid ReportedMailId { get; private set; }

    /// <summary>Null: an add-in that names nobody, or somebody who has been erased.</summary>
    public Guid? ReporterId { get; private set; }

    public ReportSource Source { get; private set; }

    public DateTimeOffset ReportedAt { get; private set; }

    /// <summary>When the mail with the verdict was written to them.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public void MarkAnswered(DateTimeOffset now) => AnsweredAt ??= now;

    public void Forget() => ReporterId = null;
}
