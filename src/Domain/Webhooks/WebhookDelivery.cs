using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Webhooks;

public enum WebhookDeliveryStatus
{
    Pending,

    /// <summary>Answered with 2xx.</summary>
    Delivered,

    /// <summary>Given up; can be replayed.</summary>
    Failed,
}

/// <summary>One event on its way to one endpoint.</summary>
public sealed class WebhookDelivery : AggregateRoot, ICompanyOwned
{
    /// <summary>As much of an answer as helps to find out what is wrong.</summary>
    public const int MaxResponseLength = 500;

    /// <summary>How long what has been told can be looked up and replayed.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Between the tries, before jitter; after the last one it is given up.</summary>
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1),
        TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    private WebhookDelivery(WebhookEndpoint endpoint, WebhookNews news, DateTimeOffset now) : base(now)
    {
        CompanyId = endpoint.CompanyId;
        EndpointId = endpoint.Id;
        (Type, EventId, UserId, OccurredAt, Data) = news;
        CreatedAt = now;
    }

    private WebhookDelivery()
    {
        Type = Data = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid EndpointId { get; private set; }

    /// <summary>The same for every endpoint, try and replay: by it partners recognise what they know already.</summary>
    public Guid EventId { get; private set; }

    public string Type { get; private set; }

    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>Whom it is about; null: nobody.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>JSON.</summary>
    public string Data { get; private set; }

    public WebhookDeliveryStatus Status { get; private set; }

    /// <summary>Tries since it was made or last replayed.</summary>
    public int Attempts { get; private set; }

    public int? ResponseStatus { get; private set; }

    /// <summary>The beginning of the answer, or why there is none.</summary>
    public string? Response { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? TriedAt { get; private set; }

    public static WebhookDelivery Of(WebhookEndpoint endpoint, WebhookNews news, DateTimeOffset now) => new(endpoint, news, now);

    /// <returns>When to try again, before jitter; null: it is over.</returns>
    public TimeSpan? Note(WebhookAnswer answer, DateTimeOffset now)
    {
        Attempts++;
        TriedAt = now;
        ResponseStatus = answer.Status;
        Response = answer.Text.Cut(MaxResponseLength);
        var delay = !answer.IsSuccess && !answer.IsGone && Attempts <= Delays.Length ? Delays[Attempts - 1] : (TimeSpan?)null;
        Status = answer.IsSuccess ? WebhookDeliveryStatus.Delivered : delay is null ? WebhookDeliveryStatus.Failed : WebhookDeliveryStatus.Pending;
        return delay;
    }

    public void GiveUp(string reason) => (Status, Response) = (WebhookDeliveryStatus.Failed, reason);

    public ErrorOr<Success> Replay()
    {
        if (Status == WebhookDeliveryStatus.Pending)
        {
            return WebhookErrors.UnderWay;
        }

        (Status, Attempts) = (WebhookDeliveryStatus.Pending, 0);
        return Result.Success;
    }

    /// <summary>Takes away all that is said of a person but their id, which means nothing without them.</summary>
    /// <param name="data">What is left of it: JSON.</param>
    public void Forget(string data) => (Data, Response) = (data, null);
}

/// <summary>Something that partners may be told.</summary>
/// <param name="UserId">Whom it is about; null: nobody.</param>
/// <param name="Data">JSON.</param>
public sealed record WebhookNews(string Type, Guid EventId, Guid? UserId, DateTimeOffset OccurredAt, string Data);

/// <param name="Status">Of HTTP; null: no answer came.</param>
/// <param name="Text">The answer, or why there is none.</param>
public sealed record WebhookAnswer(int? Status, string Text)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsGone => Status == 410;
}
