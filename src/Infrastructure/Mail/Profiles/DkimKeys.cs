using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Mail.Profiles;

internal sealed class DkimKeys : IDkimKeys
{
    private const int RsaBits = 2048;

    public DkimKeyPair Create(DkimAlgorithm algorithm)
    {
        if (algorithm == DkimAlgorithm.Rsa)
        {
            using var rsa = RSA.Create(RsaBits);
            return new DkimKeyPair(Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()), Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()));
        }

        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        var pair = generator.GenerateKeyPair();

        // The record holds the 32 bytes of the key alone, not their description (RFC 8463, 4.2).
        return new DkimKeyPair(
            Convert.ToBase64String(((Ed25519PublicKeyParameters)pair.Public).GetEncoded()),
            Convert.ToBase64String(PrivateKeyInfoFactory.CreatePrivateKeyInfo(pair.Private).GetEncoded()));
    }
}

/// <summary>Signs mails with one key.</summary>
internal sealed class DkimSignature(DkimKey key, string privateKey, string domain)
{
    /// <summary>From twice, so that nobody can add another one (RFC 6376, 8.15).</summary>
    private static readonly string[] Signed =
        ["From", "From", "To", "Subject", "Date", "Message-Id", "MIME-Version", "Content-Type", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post"];

    private readonly DkimSigner _signer = new(
        PrivateKeyFactory.CreateKey(Convert.FromBase64String(privateKey)),
        domain,
        key.Selector,
        key.Algorithm == DkimAlgorithm.Rsa ? DkimSignatureAlgorithm.RsaSha256 : DkimSignatureAlgorithm.Ed25519Sha256)
    {
        HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
    };

    /// <param name="message">Encoded as it will go out.</param>
    public void Sign(MimeMessage message) => _signer.Sign(MimeMessages.SmtpFormat, message, Signed);
}
