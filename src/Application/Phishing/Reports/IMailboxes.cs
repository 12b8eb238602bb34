using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Mailboxes at servers that a company has named (IMAP, RFC 9051). Never inside our own network.</summary>
public interface IMailboxes
{
    /// <exception cref="MailboxException">The server is not reached, refuses, or has no such folder.</exception>
    Task<IOpenMailbox> Open(MailboxAccess access, string secret, CancellationToken ct);
}

public interface IOpenMailbox : IAsyncDisposable
{
    long UidValidity { get; }

    /// <summary>The UIDs of what is new, growing; where messages are moved away, also of those that should have been and were not.</summary>
    /// <inheritdoc cref="IMailboxes.Open" path="/exception"/>
    Task<IReadOnlyList<long>> List(long after, int most, CancellationToken ct);

    /// <returns>Null if the message is gone or too large.</returns>
    /// <inheritdoc cref="IMailboxes.Open" path="/exception"/>
    Task<ReadOnlyMemory<byte>?> Read(long uid, CancellationToken ct);

    /// <summary>Moves the message to the folder for what has been taken in, or marks it as read.</summary>
    /// <inheritdoc cref="IMailboxes.Open" path="/exception"/>
    Task PutAway(long uid, CancellationToken ct);
}

/// <summary>Its message may be shown to administrators: it holds no secret.</summary>
public sealed class MailboxException(string message, Exception? cause = null) : Exception(message, cause);
