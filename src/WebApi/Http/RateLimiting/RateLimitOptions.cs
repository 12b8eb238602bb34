using System.ComponentModel.DataAnnotations;

namespace SecurityTraining.WebApi.Http.RateLimiting;

/// <summary>Requests a minute; 0 turns a limit off.</summary>
internal sealed record RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Of one person.</summary>
    [Range(0, int.MaxValue)]
    public int PerCallerPerMinute { get; init; } = 1200;

    /// <summary>Of one API key.</summary>
    [Range(0, int.MaxValue)]
    public int PerApiKeyPerMinute { get; init; } = 1200;

    /// <summary>Of one address (IPv6: of one /64) that is not signed in.</summary>
    [Range(0, int.MaxValue)]
    public int AnonymousPerMinute { get; init; } = 300;

    /// <summary>Of one address to the routes that take passwords, codes and tokens.</summary>
    [Range(0, int.MaxValue)]
    public int AuthPerMinute { get; init; } = 60;

    /// <summary>Of one address to the links in simulated phishing mails: a whole company may sit behind it, or its mail scanner.</summary>
    [Range(0, int.MaxValue)]
    public int TrackingPerMinute { get; init; }
}
