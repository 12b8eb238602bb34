namespace SecurityTraining.Infrastructure.Mail;

internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Sender of the service's own mails, as <c>Name &lt;address&gt;</c> or an address.</summary>
    public string From { get; set; } = "SecurityTraining <no-reply@securitytraining.example>";

    public SmtpOptions Smtp { get; set; } = new();
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
