using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SecurityTraining.Infrastructure.Mail;

/// <summary>Judges certificates of mail servers by the operating system's authorities and, failing that, by the operator's own.</summary>
internal sealed class ServerCertificates
{
    private readonly X509Certificate2Collection _authorities = [];

    private ServerCertificates(string file)
    {
        _authorities.ImportFromPemFile(file);
        if (_authorities.Count == 0)
        {
            throw new InvalidOperationException($"{file} holds no certificate.");
        }
    }

    /// <returns>Null: the operating system's alone count.</returns>
    public static ServerCertificates? From(string? file) => string.IsNullOrEmpty(file) ? null : new ServerCertificates(file);

    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        // A wrong name or a missing certificate stays wrong, whoever has issued it.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(leaf);
    }
}
