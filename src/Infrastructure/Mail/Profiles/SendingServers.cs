using System.Net;
using ErrorOr;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Http;

namespace SecurityTraining.Infrastructure.Mail.Profiles;

/// <summary>The operator's own networks that companies' mail servers may lie in.</summary>
internal sealed class AllowedNetworks(IReadOnlyList<IPNetwork> networks)
{
    public bool IsEmpty => networks.Count == 0;

    /// <exception cref="InvalidOperationException">One of them is no network.</exception>
    public static AllowedNetworks From(SendingProfileOptions options) => new(
    [
        .. options.AllowedNetworks.Select(text => IPNetwork.TryParse(text, out var network)
            ? network
            : throw new InvalidOperationException(
                $"{SendingProfileOptions.Section}:{nameof(SendingProfileOptions.AllowedNetworks)}: {text} is no network such as 10.0.5.0/24.")),
    ]);

    public bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }

    /// <summary>Whether a server may be talked to at the address; in the clear only within the operator's networks.</summary>
    public bool MayReach(IPAddress address, TransportSecurity security) =>
        Contains(address) || (security != TransportSecurity.None && PublicNetwork.Contains(address));
}

internal sealed class SendingServers(AllowedNetworks networks, GuardedHttp http) : ISendingServers
{
    private const string Localhost = "localhost";

    public ErrorOr<Success> Check(MailServer server)
    {
        if (server.Security == TransportSecurity.None && networks.IsEmpty)
        {
            return SendingProfileErrors.ServerUnfit("TLS is needed: choose startTls or implicit.");
        }

        if (IPAddress.TryParse(server.Host, out var address))
        {
            return networks.MayReach(address, server.Security)
                ? Result.Success
                : SendingProfileErrors.ServerUnfit("This address is not on the Internet, and in none of the networks that the operator allows.");
        }

        return DomainName.Normalize(server.Host) is not null || (server.Host == Localhost && !networks.IsEmpty)
            ? Result.Success
            : SendingProfileErrors.ServerUnfit("Must be the name or the address of a server.");
    }

    public bool IsTokenEndpoint(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && http.IsAcceptable(uri);
}
