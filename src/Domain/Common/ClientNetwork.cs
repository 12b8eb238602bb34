using System.Net;
using System.Net.Sockets;

namespace SecurityTraining.Domain.Common;

/// <summary>
/// What is kept of a client's address: the network it lies in (IPv4: /24, IPv6: /48), which tells an office from another country, but not one
/// connection from its neighbours.
/// </summary>
public static class ClientNetwork
{
    private const int Version4Prefix = 24;
    private const int Version6Prefix = 48;

    /// <returns>In CIDR notation, such as <c>203.0.113.0/24</c>; null if there is no address.</returns>
    public static string? Of(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var prefix = plain.AddressFamily == AddressFamily.InterNetwork ? Version4Prefix : Version6Prefix;
        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(prefix / 8).Clear();
        return $"{new IPAddress(bytes)}/{prefix}";
    }
}
