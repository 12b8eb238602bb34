using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.Reports;

public enum ReportedMailStatus
{
    Open,
    Resolved,
}

/// <summary>What somebody who knows has decided about a reported mail.</summary>
public enum ReportVerdict
{
    Malicious,
    Suspicious,
    Spam,
    Harmless,
}

/// <summary>
/// A mail that is no simulation and that somebody finds suspicious: one case, however many people report copies of it while it is open.
/// </summary>
public sealed class ReportedMail : AggregateRoot, ICompanyOwned
{
    public const int FingerprintLength = 64;
    public const int MaxAnswerLength = 2000;

    /// <summary>Of one mail, with its attachments.</summary>
    public const int MaxMimeBytes = 10 * 1024 * 1024;

    /// <summary>How long the mail itself is kept; what has been read from it stays.</summary>
    public static readonly TimeSpan MimeRetention = TimeSpan.FromDays(90);

    private ReportedMail(Guid companyId, MailFacts mail, MailHint hint, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        OpenFingerprint = mail.Fingerprint();
        SenderName = mail.From.Name;
        SenderAddress = mail.From.Address;
        ReplyTo = mail.ReplyTo;
        Subject = mail.Subject;
        MessageId = mail.MessageId;
        SentAt = mail.SentAt;
        Links = mail.Links;
        Attachments = mail.Attachments;
        Authentication = mail.Authentication;
        Hint = hint.Level;
        Reasons = hint.Reasons;
        FirstReportedAt = LastReportedAt = now;
    }

    private ReportedMail()
    {
        SenderName = SenderAddress = Subject = null!;
        Links = [];
        Attachments = [];
        Authentication = null!;
        Reasons = [];
    }

    public Guid CompanyId { get; private set; }

    /// <summary>Finds the open case of a mail; null once it is resolved, so that a later mail of the same looks is a new case.</summary>
    public string? OpenFingerprint { get; private set; }

    public string SenderName { get; private set; }

    public string SenderAddress { get; private set; }

    public string? ReplyTo { get; private set; }

    public string Subject { get; private set; }

    public string? MessageId { get; private set; }

    /// <summary>As the mail says.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    public IReadOnlyList<MailLink> Links { get; private set; }

    public IReadOnlyList<MailAttachment> Attachments { get; private set; }

    public MailAuthentication Authentication { get; private set; }

    public HintLevel Hint { get; private set; }

    public IReadOnlyList<HintReason> Reasons { get; private set; }

    public ReportedMailStatus Status { get; private set; }

    public int ReportCount { get; private set; }

    public DateTimeOffset FirstReportedAt { get; private set; }

    public DateTimeOffset LastReportedAt { get; private set; }

    /// <summary>Of the kept mail, in bytes; null: it is not kept, or not any more.</summary>
    public long? MimeSize { get; private set; }

    /// <summary>Whose copy is kept.</summary>
    public Guid? MimeFrom { get; private set; }

    public ReportVerdict? Verdict { get; private set; }

    /// <summary>What the reporters were told besides the verdict.</summary>
    public string? Answer { get; private set; }

    public Guid? ResolvedBy { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public static ReportedMail Open(Guid companyId, MailFacts mail, MailHint hint, DateTimeOffset now) => new(companyId, mail, hint, now);

    public MailReport Report(Guid? reporterId, ReportSource source, DateTimeOffset now)
    {
        ReportCount++;
        LastReportedAt = now;
        return new MailReport(CompanyId, Id, reporterId, source, now);
    }

    public void KeepMime(long size, Guid? reporterId) => (MimeSize, MimeFrom) = (size, reporterId);

    /// <returns>How many bytes are free again.</returns>
    public long DropMime()
    {
        var size = MimeSize ?? 0;
        (MimeSize, MimeFrom) = (null, null);
        return size;
    }

    /// <summary>Takes away who sent it.</summary>
    public void ForgetSender() => (SenderName, SenderAddress, ReplyTo, MessageId) = ("", "", null, null);

    public ErrorOr<Success> Resolve(ReportVerdict verdict, string? answer, Guid resolverId, DateTimeOffset now)
    {
        if (Status == ReportedMailStatus.Resolved)
        {
            return ReportedMailErrors.AlreadyResolved;
        }

        Status = ReportedMailStatus.Resolved;
        OpenFingerprint = null;
        Verdict = verdict;
        Answer = string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();
        ResolvedBy = resolverId;
        ResolvedAt = now;
        Raise(new ReportedMailResolved(CompanyId, Id, verdict, ReportCount, now));
        return Result.Success;
    }
}

/// <param name="Reports">How many people had reported it.</param>
public sealed record ReportedMailResolved(Guid CompanyId, Guid ReportId, ReportVerdict Verdict, int Reports, DateTimeOffset At) : IDomainEvent;

public static class ReportedMailErrors
{
    private const int TooManyRequests = 429;

    public static readonly Error NotFound = Error.NotFound("report_not_found", "There is no such report.");
    public static readonly Error NoMime = Error.NotFound("report_mail_not_kept", "The mail itself is not kept, or not any more.");
    public static readonly Error AlreadyResolved = Error.Conflict("report_resolved", "Somebody has resolved this already.");

    public static readonly Error Unreadable = Error.Validation("report_unreadable", "This is no mail: it has neither a sender nor a subject.");
    public static readonly Error ReporterUnknown = Error.Validation("reporter_unknown", "Nobody in the company has this mail address.");
    public static readonly Error TooMany = Error.Custom(
        TooManyRequests, "report_limit_reached", $"At most {MailReport.MaxPerDay} mails a day can be reported by one person.");
}
