using System.Text.RegularExpressions;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

public enum SendingState
{
    /// <summary>Nothing has been sent through the profile yet.</summary>
    Unknown,

    Ok,

    /// <summary>The server cannot be reached or lets nobody in, or has refused several mails in a row.</summary>
    Failing,
}

/// <summary>How a sending profile has done lately, and what it may still send within the hour. Apart from the profile, whose version stays as it is.</summary>
public sealed partial class SendingHealth : AggregateRoot, ICompanyOwned
{
    public const int MaxReplyLength = 500;

    private const int HoursShown = 24;
    private const int FailuresInARow = 3;

    private SendingHealth(SendingProfile profile)
    {
        Id = profile.Id;
        CompanyId = profile.CompanyId;
    }

    private SendingHealth()
    {
    }

    public Guid CompanyId { get; private set; }

    public DateTimeOffset? LastSuccessAt { get; private set; }

    public DateTimeOffset? LastFailureAt { get; private set; }

    /// <summary>What the server has said then, without the addresses of recipients.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Since the last success; a server that is away counts as many.</summary>
    public int Failures { get; private set; }

    /// <summary>The last day's, oldest first.</summary>
    public IReadOnlyList<SendingHour> Hours { get; private set; } = [];

    /// <summary>What has been tried within <see cref="QuotaHour"/>, by the recipients' domain.</summary>
    public IReadOnlyDictionary<string, int> Tried { get; private set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public DateTimeOffset? QuotaHour { get; private set; }

    public SendingState State => (LastSuccessAt, LastFailureAt) switch
    {
        (null, null) => SendingState.Unknown,
        _ => Failures >= FailuresInARow || (LastSuccessAt is null && Failures > 0) ? SendingState.Failing : SendingState.Ok,
    };

    public static SendingHealth Of(SendingProfile profile) => new(profile);

    public void NoteSuccess(DateTimeOffset now)
    {
        (LastSuccessAt, Failures) = (now, 0);
        Count(now, sent: 1, failed: 0);
    }

    /// <param name="isServers">Whether the server itself was the trouble, not one mail.</param>
    public void NoteFailure(string reply, bool isServers, DateTimeOffset now)
    {
        var anonymous = Addresses().Replace(reply.ReplaceLineEndings(" "), "(address)");
        (LastFailureAt, LastFailure) = (now, anonymous.Cut(MaxReplyLength));
        Failures += isServers ? FailuresInARow : 1;
        Count(now, sent: 0, failed: 1);
    }

    public int SentSince(DateTimeOffset start) => Hours.Where(hour => hour.Start > start - TimeSpan.FromHours(1)).Sum(hour => hour.Sent);

    public int FailedSince(DateTimeOffset start) => Hours.Where(hour => hour.Start > start - TimeSpan.FromHours(1)).Sum(hour => hour.Failed);

    /// <summary>Takes one of the tries that the hour has for a domain.</summary>
    /// <returns>Null; or, if there is none left, when there are some again.</returns>
    public DateTimeOffset? Take(string domain, int limit, DateTimeOffset now)
    {
        var hour = HourOf(now);
        var tried = QuotaHour == hour ? Tried : new Dictionary<string, int>(StringComparer.Ordinal);
        var before = tried.GetValueOrDefault(domain);
        if (before >= limit)
        {
            return hour.AddHours(1);
        }

        Tried = new Dictionary<string, int>(tried, StringComparer.Ordinal) { [domain] = before + 1 };
        QuotaHour = hour;
        return null;
    }

    private void Count(DateTimeOffset now, int sent, int failed)
    {
        var hour = HourOf(now);
        var current = Hours.LastOrDefault(line => line.Start == hour) ?? new SendingHour(hour, 0, 0);
        Hours =
        [
            .. Hours.Where(line => line.Start != hour && line.Start >= hour.AddHours(-HoursShown)),
            current with { Sent = current.Sent + sent, Failed = current.Failed + failed },
        ];
    }

    private static DateTimeOffset HourOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    [GeneratedRegex(@"[^\s<>@""]+@[^\s<>@""]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Addresses();
}

public sealed record SendingHour(DateTimeOffset Start, int Sent, int Failed);
