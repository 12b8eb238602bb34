using ErrorOr;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Sends over the mail servers of companies, and writes down how each of them does.</summary>
public interface IProfileSender
{
    /// <summary>Sends within the profile's limits: waits for its turn, or says that the hour has none left for the recipient's domain.</summary>
    Task<ProfileReceipt> Send(Guid companyId, Guid profileId, RenderedMail mail, CancellationToken ct);
}

/// <param name="NotBefore">The hour's tries for the recipient's domain are used up, and the mail has not been tried; there are some again then.</param>
public sealed record ProfileReceipt(MailReceipt Receipt, DateTimeOffset? NotBefore = null);

/// <summary>Which servers companies may have us talk to.</summary>
public interface ISendingServers
{
    /// <returns>In <see cref="SendingProfileErrors.ServerUnfit"/> why not. What a name leads to is looked at again for each connection.</returns>
    ErrorOr<Success> Check(MailServer server);

    /// <summary>Whether an access token may be fetched there.</summary>
    bool IsTokenEndpoint(string address);
}

/// <summary>Makes keys for signing mails.</summary>
public interface IDkimKeys
{
    DkimKeyPair Create(DkimAlgorithm algorithm);
}

/// <param name="PublicKey">As in the DNS record's <c>p=</c>.</param>
/// <param name="PrivateKey">PKCS #8 in base64.</param>
public sealed record DkimKeyPair(string PublicKey, string PrivateKey);
