using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.Reports;

public enum MailboxSecurity
{
    /// <summary>Starts in the clear and must turn to TLS (RFC 2595).</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,
}

public enum MailboxLogin
{
    Password,

    /// <summary>An access token by the client credentials grant (RFC 6749, 4.4), as Microsoft 365 wants it.</summary>
    XOAuth2,
}

/// <summary>
/// The mailbox to which a company's people forward suspicious mails. One for each company. Every message is taken once: the mailbox knows the
/// last one by its UID, which grows for as long as UIDVALIDITY stays the same (RFC 9051, 2.3.1.1).
/// </summary>
public sealed class ReportMailbox : AggregateRoot, ICompanyOwned
{
    public const int MaxErrorLength = 300;

    private ReportMailbox(Guid companyId, MailboxAccess access, byte[] secret, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        Access = access;
        ProtectedSecret = secret;
        CreatedAt = now;
    }

    private ReportMailbox()
    {
        Access = null!;
        ProtectedSecret = [];
    }

    public Guid CompanyId { get; private set; }

    public MailboxAccess Access { get; private set; }

    /// <summary>The password or the client secret, encrypted for this company.</summary>
    public byte[] ProtectedSecret { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public long UidValidity { get; private set; }

    public long LastUid { get; private set; }

    public DateTimeOffset? CheckedAt { get; private set; }

    public DateTimeOffset? SucceededAt { get; private set; }

    /// <summary>Why the last look failed; null if it did not.</summary>
    public string? LastError { get; private set; }

    /// <summary>Messages that have been taken in since it was set up.</summary>
    public int Taken { get; private set; }

    public static ReportMailbox SetUp(Guid companyId, MailboxAccess access, byte[] secret, DateTimeOffset now) => new(companyId, access, secret, now);

    /// <param name="access">With another folder or server the counting starts anew.</param>
    /// <param name="secret">Null: as before, which only the same server and user get.</param>
    public ErrorOr<Success> Change(MailboxAccess access, byte[]? secret)
    {
        if (secret is null && !access.IsSameAccount(Access))
        {
            return ReportMailboxErrors.SecretRequired;
        }

        if (!access.IsSameAccount(Access) || access.Folder != Access.Folder)
        {
            (UidValidity, LastUid) = (0, 0);
        }

        Access = access;
        ProtectedSecret = secret ?? ProtectedSecret;
        return Result.Success;
    }

    public bool HasTaken(long uidValidity, long uid) => uidValidity == UidValidity && uid <= LastUid;

    public void Take(long uidValidity, long uid)
    {
        (UidValidity, LastUid) = (uidValidity, uid);
        Taken++;
    }

    /// <param name="error">Null: all went well.</param>
    public void NoteCheck(string? error, DateTimeOffset now)
    {
        CheckedAt = now;
        SucceededAt = error is null ? now : SucceededAt;
        LastError = error?.Cut(MaxErrorLength);
    }
}

/// <param name="DoneFolder">Where messages go that have been taken in; null: they stay, marked as read.</param>
/// <param name="TokenUrl">Of the authorization server, for <see cref="MailboxLogin.XOAuth2"/>.</param>
public sealed record MailboxAccess(
    string Host,
    int Port,
    MailboxSecurity Security,
    MailboxLogin Login,
    string UserName,
    string Folder,
    string? DoneFolder,
    string? TokenUrl,
    string? ClientId,
    string? Scope)
{
    public const int MaxLength = 300;
    public const int MaxSecretLength = 1000;

    public bool IsSameAccount(MailboxAccess other) =>
        (Host, Port, Security, Login, UserName, TokenUrl, ClientId) == (other.Host, other.Port, other.Security, other.Login, other.UserName, other.TokenUrl, other.ClientId);
}

public static class ReportMailboxErrors
{
    public static readonly Error NotFound = Error.NotFound("report_mailbox_not_found", "The company has no report mailbox.");
    public static readonly Error SecretRequired = Error.Validation("secret_required", "Send the secret: it is kept only for the same server and user.");
}
