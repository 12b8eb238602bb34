namespace SecurityTraining.Infrastructure.Billing;

/// <summary>Where the payments are made. Without <see cref="ApiKey"/> there is no billing, and nothing else suffers.</summary>
internal sealed record StripeOptions
{
    public const string Section = "Stripe";

    /// <summary>The secret key (<c>sk_…</c>) or, better, a restricted one (<c>rk_…</c>).</summary>
    public string? ApiKey { get; init; }

    /// <summary>Of the webhook endpoint (<c>whsec_…</c>); several while one takes the place of another.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    /// <summary>Another server that speaks the same; for tests.</summary>
    public Uri? ApiBase { get; init; }

    /// <summary>For one try; all tries of a call together have twice that.</summary>
    public double TimeoutSeconds { get; init; } = 10;

    public int MaxNetworkRetries { get; init; } = 2;

    public double PriceCacheSeconds { get; init; } = 300;

    public bool IsConfigured => !string.IsNullOrEmpty(ApiKey);
}
