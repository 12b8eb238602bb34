namespace SecurityTraining.Infrastructure.Imap;

/// <summary>How the service reads mailboxes, whoever has named them.</summary>
internal sealed class ImapOptions
{
    public const string Section = "Imap";

    /// <summary>
    /// PEM file of the authorities that may have issued a server's certificate, besides those that the operating system trusts. Nothing else
    /// is relaxed: the name and the dates must still be right.
    /// </summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>Of connecting and of each answer.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}
