namespace SecurityTraining.Application.Common.Security;

/// <summary>Secrets that the service has to show to others, and so cannot keep as a hash. Moved to another company or use, they cannot be read.</summary>
public interface ICompanySecrets
{
    byte[] Protect(Guid companyId, SecretUse use, string secret);

    string Reveal(Guid companyId, SecretUse use, byte[] secret);
}

public enum SecretUse
{
    /// <summary>The client secret at the company's identity provider.</summary>
    ProviderClient,

    /// <summary>The code verifier (RFC 7636) of one sign-in.</summary>
    CodeVerifier,

    /// <summary>Passwords, client secrets and refresh tokens for a mail server of the company's own.</summary>
    MailServerLogin,

    /// <summary>The private key that mails are signed with.</summary>
    DkimKey,

    /// <summary>What opens the company's report mailbox.</summary>
    ReportMailbox,

    /// <summary>What deliveries to a partner are signed with.</summary>
    Webhook,

    /// <summary>What ties people to their pseudonyms in one simulation.</summary>
    PseudonymKey,
}
