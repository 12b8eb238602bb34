using System.Net;
using System.Net.Sockets;

namespace SecurityTraining.Infrastructure.Http;

/// <summary>Which addresses lie on the Internet, and not on this machine, in its network or in one that is reserved (IANA registries of RFC 6890).</summary>
internal static class PublicNetwork
{
    private static readonly IPNetwork[] Reserved4 =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ]).Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Everything else in IPv6 is local, reserved, or carries an IPv4 address.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Reserved6 =
        [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(network => IPNetwork.Parse(network))];

    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(Reserved4, network => network.Contains(plain))
            : GlobalUnicast.Contains(plain) && !Array.Exists(Reserved6, network => network.Contains(plain));
    }
}
