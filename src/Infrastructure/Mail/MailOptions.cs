namespace SecurityTraining.Infrastructure.Mail;

internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Sender of the service's own mails, as <c>Name &lt;address&gt;</c> or an address.</summary>
    public string From { get; set; } = "SecurityTraining <no-reply@securitytraining.example>";

    public SmtpOptions Smtp { get; set; } = new();

    public BounceOptions Bounces { get; set; } = new();
}

/// <summary>The installation's mailbox for lures that come back, and for answers to them (IMAP).</summary>
internal sealed class BounceOptions
{
    /// <summary>
    /// Before the @ at most four characters: each lure's return address has its token after a plus, so the server must take
    /// <c>name+anything</c> for the same mailbox. Absent: lures come back to their sender's address, unseen by the service.
    /// </summary>
    public string? Address { get; set; }

    /// <summary>Absent: nobody looks.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 993;

    /// <summary>TLS from the first byte; false: starts in the clear and must turn to TLS.</summary>
    public bool Tls { get; set; } = true;

    public string UserName { get; set; } = "";

    public string Password { get; set; } = "";

    public string Folder { get; set; } = "INBOX";

    /// <summary>Where messages go that have been looked at.</summary>
    public string DoneFolder { get; set; } = "Done";

    public int PollSeconds { get; set; } = 60;
}

internal sealed class SmtpOptions
{
    /// <summary>Absent: mails are written into the mailbox folder.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>
    /// PEM file of the authorities that may have issued the server's certificate, besides those that the operating system trusts; for mail
    /// servers with a certificate of the company's own. Nothing else is relaxed: the name and the dates must still be right.
    /// </summary>
    public string? CertificateAuthorityFile { get; set; }

    public string? UserName { get; set; }

    public string? Password { get; set; }

    public int Connections { get; set; } = 8;

    /// <summary>0: as fast as the server takes them.</summary>
    public int MaxPerSecond { get; set; }

    /// <summary>Of connecting and of each answer.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}

internal enum SmtpSecurity
{
    /// <summary>In the clear; for servers on the same machine.</summary>
    None,

    /// <summary>Starts in the clear and must turn to TLS (RFC 3207).</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,
}
