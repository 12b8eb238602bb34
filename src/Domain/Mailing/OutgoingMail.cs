using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Mailing;

public enum MailStatus
{
    Pending,
    Sent,
    Failed,
}

/// <summary>
/// A mail of the service itself (not a lure), written down in the transaction that causes it and sent afterwards.
/// </summary>
public sealed class OutgoingMail : AggregateRoot, ICompanyOwned
{
    public const int MaxSubjectLength = 300;
    public const int MaxReplyLength = 500;

    private OutgoingMail(Guid companyId, string toAddress, string toName, string subject, byte[] body, SystemMailKind? kind, string? language, DateTimeOffset now)
        : base(now)
    {
        CompanyId = companyId;
        ToAddress = toAddress;
        ToName = toName;
        Subject = subject;
        Body = body;
        Kind = kind;
        Language = language;
        CreatedAt = now;
    }

    private OutgoingMail()
    {
        ToAddress = ToName = Subject = null!;
    }

    public Guid CompanyId { get; private set; }

    public string ToAddress { get; private set; }

    public string ToName { get; private set; }

    public string Subject { get; private set; }

    /// <summary>Encrypted, since it can hold a single-use link; gone once the mail has been sent or given up.</summary>
    public byte[]? Body { get; private set; }

    /// <summary>Null: a mail without a template of its own.</summary>
    public SystemMailKind? Kind { get; private set; }

    public string? Language { get; private set; }

    public MailStatus Status { get; private set; }

    public string? ServerReply { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public static OutgoingMail Queue(
        Guid companyId,
        string toAddress,
        string toName,
        string subject,
        byte[] protectedBody,
        DateTimeOffset now,
        SystemMailKind? kind = null,
        string? language = null) =>
        new(companyId, toAddress, toName, subject, protectedBody, kind, language, now);

    /// <param name="subject">As it was sent.</param>
    public void MarkSent(string subject, DateTimeOffset now)
    {
        Subject = subject;
        Status = MailStatus.Sent;
        SentAt = now;
        Body = null;
        ServerReply = null;
    }

    public void MarkFailed(string reply)
    {
        Status = MailStatus.Failed;
        ServerReply = Cut(reply);
        Body = null;
    }

    public void NoteReply(string reply) => ServerReply = Cut(reply);

    private static string Cut(string text) => text.Cut(MaxReplyLength);
}

public static class OutgoingMailErrors
{
    public static readonly Error NotFound = Error.NotFound("mail_not_found", "There is no such mail.");
}
