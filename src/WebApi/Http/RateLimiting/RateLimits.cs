using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Http.RateLimiting;

namespace SecurityTraining.WebApi.Http;

/// <summary>Whose limit counts a request. Endpoints that say nothing count for their caller.</summary>
internal enum RateLimit
{
    /// <summary>For the person or the API key; for the address, as long as nobody is signed in.</summary>
    Caller,

    /// <summary>For the address, whoever is signed in: where passwords, codes and tokens are tried.</summary>
    Auth,

    /// <summary>For the address, generously: people and machines that follow a link in a mail.</summary>
    Tracking,
}

internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Counts the requests to these endpoints elsewhere. To count them nowhere: <c>DisableRateLimiting()</c>.</summary>
    public static TBuilder WithRateLimit<TBuilder>(this TBuilder endpoints, RateLimit limit)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new RateLimitMetadata(limit));

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>, TimeProvider>((limiter, options, clock) =>
        {
            limiter.GlobalLimiter = new AnnouncingLimiter(PartitionedRateLimiter.Create<HttpContext, string>(
                context => Partition(context, options.Value, clock), StringComparer.Ordinal));
            limiter.OnRejected = (rejection, _) => new(Reject(rejection));
        });
        return services;
    }

    private static RateLimitPartition<string> Partition(HttpContext context, RateLimitOptions options, TimeProvider clock)
    {
        var (limit, key) = context.GetEndpoint()?.Metadata.GetMetadata<RateLimitMetadata>()?.Limit switch
        {
            RateLimit.Auth => (options.AuthPerMinute, $"auth {Address(context)}"),
            RateLimit.Tracking => (options.TrackingPerMinute, $"tracking {Address(context)}"),
            _ when context.User.FindFirst("sub")?.Value is { } caller => (options.PerCallerPerMinute, $"caller {caller}"),
            _ when context.User.FindFirst(ApiKeyAuthentication.KeyClaim)?.Value is { } apiKey => (options.PerApiKeyPerMinute, $"key {apiKey}"),
            _ => (options.AnonymousPerMinute, $"anonymous {Address(context)}"),
        };
        return limit == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.Get(key, _ => new FixedWindow(limit, Window, clock));
    }

    /// <summary>Of an IPv6 address only the network: one household or server has 2^64 of them.</summary>
    private static string Address(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]).ToString()
            : address.MapToIPv4().ToString();
    }

    private static async Task Reject(OnRejectedContext rejection)
    {
        var problem = Problems.Create(StatusCodes.Status429TooManyRequests);
        if (rejection.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            rejection.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            problem.Detail = string.Create(CultureInfo.InvariantCulture, $"Too many requests. Try again in {seconds} s.");
        }

        await Problems.Write(rejection.HttpContext, problem);
    }

    private sealed record RateLimitMetadata(RateLimit Limit);
}
