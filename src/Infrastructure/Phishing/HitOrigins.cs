using System.Buffers.Text;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>48 bits of HMAC-SHA256 over company, kind and address, with a key that only the service has.</summary>
internal sealed class HitOrigins(MasterKey master) : IHitOrigins
{
    private const int MacLength = 6;

    private readonly byte[] _key = master.Derive("hit origins");

    public HitOrigin? Of(Guid companyId, IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address))
        {
            return null;
        }

        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        var (addressLength, networkLength) = Lengths(bytes);
        return new HitOrigin(Hash(companyId, bytes.AsSpan(0, addressLength)), Hash(companyId, bytes.AsSpan(0, networkLength)));
    }

    public HitRange Within(Guid companyId, IPNetwork range)
    {
        var first = range.BaseAddress.GetAddressBytes();
        var (addressLength, networkLength) = Lengths(first);
        var isOfNetworks = range.PrefixLength <= networkLength * 8;
        var prefix = first.AsSpan(0, isOfNetworks ? networkLength : addressLength);
        var start = new BigInteger(prefix, isUnsigned: true, isBigEndian: true);
        var count = 1 << ((prefix.Length * 8) - range.PrefixLength);
        var hashes = new HashSet<string>(count, StringComparer.Ordinal);
        Span<byte> place = stackalloc byte[prefix.Length];
        for (var i = 0; i < count; i++)
        {
            place.Clear();
            var number = start + i;
            number.TryWriteBytes(place[^number.GetByteCount(isUnsigned: true)..], out _, isUnsigned: true, isBigEndian: true);
            hashes.Add(Hash(companyId, place));
        }

        return new HitRange(isOfNetworks, hashes);
    }

    /// <summary>How many bytes make up the address of one client, and its network.</summary>
    private static (int Address, int Network) Lengths(byte[] bytes) => bytes.Length == 4 ? (4, 3) : (8, 6);

    /// <summary>The length tells addresses of the one kind from networks of the other.</summary>
    private string Hash(Guid companyId, ReadOnlySpan<byte> place)
    {
        Span<byte> text = stackalloc byte[17 + place.Length];
        companyId.TryWriteBytes(text);
        text[16] = (byte)place.Length;
        place.CopyTo(text[17..]);
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, text, full);
        return Base64Url.EncodeToString(full[..MacLength]);
    }
}
