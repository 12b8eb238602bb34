using System.Net;
using DnsClient;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Companies;

namespace SecurityTraining.Infrastructure.Dns;

internal sealed class DnsOptions
{
    public const string Section = "Dns";

    /// <summary>Addresses of resolvers (<c>10.0.0.53</c>, <c>10.0.0.53:5353</c>, <c>[2001:db8::53]:53</c>); none: those of the machine.</summary>
    public IReadOnlyList<string> Servers { get; set; } = [];

    public double TimeoutSeconds { get; set; } = 3;
}

/// <summary>Asks over UDP, and again over TCP if the answer did not fit; each resolver gets the time twice.</summary>
internal sealed partial class DnsTxtRecords(DnsOptions options, ILogger<DnsTxtRecords> logger) : ITxtRecords
{
    private const int DnsPort = 53;

    /// <summary>Made when first needed: a machine without any resolver still starts.</summary>
    private readonly Lazy<LookupClient> _client = new(() => Create(options));

    public async Task<IReadOnlyList<string>> Find(string name, CancellationToken ct)
    {
        try
        {
            var answer = await _client.Value.QueryAsync(name, QueryType.TXT, cancellationToken: ct);

            // One record can be cut into several strings, of which the parts mean nothing by themselves (RFC 7208, 3.3).
            return [.. answer.Answers.TxtRecords().Select(record => string.Concat(record.Text))];
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // A resolver can go wrong in more ways than the client has exceptions of its own for: no answer, or one that makes no sense.
            LogUnanswered(exception, name);
            return [];
        }
    }

    private static LookupClient Create(DnsOptions options)
    {
        var servers = options.Servers.Select(Parse).ToArray();
        return new LookupClient(new LookupClientOptions(servers)
        {
            AutoResolveNameServers = servers.Length == 0,
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            Retries = 1,
            UseCache = false,
            UseTcpFallback = true,
        });
    }

    private static IPEndPoint Parse(string server)
    {
        var endPoint = IPEndPoint.Parse(server);
        return endPoint.Port == 0 ? new IPEndPoint(endPoint.Address, DnsPort) : endPoint;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No resolver has answered the question for the TXT records at {Name}")]
    private partial void LogUnanswered(Exception exception, string name);
}

internal static class DnsServices
{
    public static IServiceCollection AddDns(this IServiceCollection services, DnsOptions options) =>
        services.AddSingleton(options).AddSingleton<ITxtRecords, DnsTxtRecords>();
}
