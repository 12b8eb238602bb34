using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SecurityTraining.Infrastructure.Http;

internal sealed class OutboundHttpOptions
{
    public const string Section = "OutboundHttp";

    /// <summary>Lets companies name addresses of this machine and its network, and plain http on the machine itself; refused in Production.</summary>
    public bool AllowPrivateAddresses { get; set; }
}

/// <summary>
/// For requests to addresses that a company has named. Whatever the name resolves to is checked at the moment of connecting, so that it cannot
/// lead into our own network; redirects are not followed, and neither a slow nor an endless answer holds us up (5 s, 1 MB).
/// </summary>
internal sealed class GuardedHttp : IDisposable
{
    private const int MaxBodyBytes = 1024 * 1024;
    private const int MaxHeaderKilobytes = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly OutboundHttpOptions _options;

    public GuardedHttp(OutboundHttpOptions options)
    {
        _options = options;
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,

            // A proxy would connect in our place, to whatever it likes.
            UseProxy = false,
            ConnectCallback = Connect,
            ConnectTimeout = Patience,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            PooledConnectionLifetime = ConnectionLifetime,
        })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = MaxBodyBytes,
        };
    }

    public HttpClient Client { get; }

    /// <summary>Whether the address may be asked at all: https or, where private addresses are allowed, http on this machine.</summary>
    public bool IsAcceptable(Uri address) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && _options.AllowPrivateAddresses));

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await System.Net.Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (addresses.Length == 0 || (!_options.AllowPrivateAddresses && !Array.TrueForAll(addresses, PublicNetwork.Contains)))
        {
            throw new HttpRequestException("The name does not lead to an address on the Internet.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

internal static class OutboundHttpServices
{
    /// <exception cref="InvalidOperationException">The options are unfit for Production.</exception>
    public static IServiceCollection AddOutboundHttp(this IServiceCollection services, OutboundHttpOptions options, IHostEnvironment environment)
    {
        if (environment.IsProduction() && options.AllowPrivateAddresses)
        {
            throw new InvalidOperationException(
                $"{OutboundHttpOptions.Section}:{nameof(OutboundHttpOptions.AllowPrivateAddresses)} is for Development only: "
                + "in Production companies cannot reach into the service's own network.");
        }

        return services.AddSingleton(options).AddSingleton<GuardedHttp>();
    }
}
