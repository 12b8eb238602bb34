using System.Net;
using System.Net.Sockets;

namespace SecurityTraining.Domain.Common;

/// <summary>What is kept and counted of a client's IP address.</summary>
public static class ClientAddress
{
    /// <summary>Of the longest network that <see cref="Network"/> returns.</summary>
    public const int MaxLength = 43;

    /// <summary>
    /// The network in which the client is: enough for its owner to recognise the place, too little to find one household. IPv4: /24, IPv6: /48.
    /// </summary>
    public static string? Network(IPAddress? address) => address is null ? null : IsIPv6(address) ? Mask(address, 6) + "/48" : Mask(address, 3) + "/24";

    /// <summary>Who is counted as one client: of an IPv6 address the /64, because one household or server has 2^64 of them.</summary>
    public static string? Subscriber(IPAddress? address) => address is null ? null : IsIPv6(address) ? Mask(address, 8) : Mask(address, 4);

    private static bool IsIPv6(IPAddress address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false };

    private static string Mask(IPAddress address, int keptBytes)
    {
        var bytes = (IsIPv6(address) ? address : address.MapToIPv4()).GetAddressBytes();
        bytes.AsSpan(keptBytes).Clear();
        return new IPAddress(bytes).ToString();
    }
}
