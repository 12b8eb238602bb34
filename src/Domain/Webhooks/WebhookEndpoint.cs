using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Webhooks;

/// <summary>Where a partner of a company wants to hear of what happens in it.</summary>
public sealed class WebhookEndpoint : AggregateRoot, ICompanyOwned
{
    public const int MaxUrlLength = 1000;
    public const int MaxDescriptionLength = 200;

    /// <summary>Each is told of everything that it wants.</summary>
    public const int MaxPerCompany = 20;

    /// <summary>How long a replaced secret may go on signing beside the new one.</summary>
    public static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(7);

    /// <summary>Failing for so long without a single success, it is not asked any more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    private WebhookEndpoint(Guid companyId, WebhookTarget target, byte[] protectedSecret, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        (Url, Events, Description) = target;
        ProtectedSecret = protectedSecret;
        IsEnabled = true;
        EnabledSince = now;
    }

    private WebhookEndpoint()
    {
        Url = null!;
        Events = null!;
        ProtectedSecret = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Url { get; private set; }

    /// <summary>Names of <see cref="WebhookEvents"/>.</summary>
    public IReadOnlyList<string> Events { get; private set; }

    public string? Description { get; private set; }

    /// <summary>Encrypted, since everything is signed with it.</summary>
    public byte[] ProtectedSecret { get; private set; }

    public byte[]? FormerProtectedSecret { get; private set; }

    public DateTimeOffset? FormerSecretUntil { get; private set; }

    public bool IsEnabled { get; private set; }

    /// <summary>What happened before is not told.</summary>
    public DateTimeOffset EnabledSince { get; private set; }

    /// <summary>Null: the last try has succeeded, or there was none.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>When the service has given it up; null: it has not.</summary>
    public DateTimeOffset? GivenUpAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public WebhookTarget Target => new(Url, Events, Description);

    public static ErrorOr<WebhookEndpoint> Register(Guid companyId, WebhookTarget target, byte[] protectedSecret, DateTimeOffset now) =>
        target.Check().Then(_ => new WebhookEndpoint(companyId, target, protectedSecret, now));

    public ErrorOr<Success> Change(WebhookTarget target, bool isEnabled, DateTimeOffset now)
    {
        var isStarted = isEnabled && !IsEnabled;
        return target.Check().ThenDo(_ =>
        {
            (Url, Events, Description) = target;
            IsEnabled = isEnabled;
            if (isStarted)
            {
                (EnabledSince, FailingSince, GivenUpAt) = (now, null, null);
            }
        });
    }

    /// <param name="overlap">For how long both secrets sign; at most <see cref="MaxOverlap"/>.</param>
    public void Rotate(byte[] protectedSecret, TimeSpan overlap, DateTimeOffset now)
    {
        (FormerProtectedSecret, FormerSecretUntil) = overlap > TimeSpan.Zero ? (ProtectedSecret, now + overlap) : ((byte[]?)null, (DateTimeOffset?)null);
        ProtectedSecret = protectedSecret;
    }

    /// <summary>The secrets to sign with at the moment, the newest first.</summary>
    public IReadOnlyList<byte[]> SecretsAt(DateTimeOffset now) =>
        FormerProtectedSecret is { } former && FormerSecretUntil > now ? [ProtectedSecret, former] : [ProtectedSecret];

    public bool Wants(string type, DateTimeOffset at) => IsEnabled && at >= EnabledSince && Events.Contains(type, StringComparer.Ordinal);

    public void Succeed() => FailingSince = null;

    /// <param name="isGone">The partner says that there is nobody there any more.</param>
    /// <returns>Whether it has been given up just now.</returns>
    public bool Fail(bool isGone, DateTimeOffset now)
    {
        FailingSince ??= now;
        if (!IsEnabled || !(isGone || now - FailingSince >= Patience))
        {
            return false;
        }

        (IsEnabled, GivenUpAt) = (false, now);
        return true;
    }
}

/// <param name="Url">https, at most <see cref="WebhookEndpoint.MaxUrlLength"/> characters.</param>
/// <param name="Events">At least one of <see cref="WebhookEvents"/>.</param>
public sealed record WebhookTarget(string Url, IReadOnlyList<string> Events, string? Description)
{
    internal ErrorOr<Success> Check() =>
        Events.FirstOrDefault(name => WebhookEvents.Find(name) is null) is { } unknown ? WebhookErrors.UnknownEvent(unknown) : Result.Success;
}

public static class WebhookErrors
{
    public static readonly Error NotFound = Error.NotFound("webhook_endpoint_not_found", "There is no such webhook endpoint.");
    public static readonly Error DeliveryNotFound = Error.NotFound("webhook_delivery_not_found", "There is no such delivery.");
    public static readonly Error UnderWay = Error.Conflict("webhook_delivery_under_way", "The delivery is still being tried.");
    public static readonly Error Disabled = Error.Conflict("webhook_endpoint_disabled", "The endpoint is switched off. Switch it on first.");

    public static readonly Error UrlRefused = Error.Validation(
        "webhook_url_refused", "Must be an absolute https address without a user name.");

    public static readonly Error BeyondOwn = Error.Forbidden("webhook_beyond_own", "The endpoint would be told more than you may read yourself.");

    public static readonly Error TooMany = Error.Conflict(
        "webhook_endpoints_exhausted", $"A company has at most {WebhookEndpoint.MaxPerCompany} webhook endpoints.");

    public static Error UnknownEvent(string name) => Error.Validation(
        "webhook_event_unknown", $"There is no event '{name}'. Known: {string.Join(", ", WebhookEvents.All)}.");
}
