using SecurityTraining.Application.Mailing;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>The lures that go out by one mail server: the installation's, or that of one sending profile.</summary>
/// <param name="Id">The sending profile's; null: the installation's own server.</param>
/// <param name="Connections">How many mails can be under way at once.</param>
internal sealed record LureLane(Guid? Id, int Connections)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _restsUntil;

    /// <summary>Nothing waits in it any more, so it ends when what has been claimed is done.</summary>
    public bool IsClosing { get; set; }

    /// <summary>
    /// While a profile's server is away or lets nobody in, its whole lane rests, longer each time, instead of trying one mail after the other.
    /// </summary>
    public bool RestsAt(DateTimeOffset now)
    {
        lock (_lock)
        {
            return now < _restsUntil;
        }
    }

    public void Note(MailVerdict verdict, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (verdict != MailVerdict.Unavailable)
            {
                (_failures, _restsUntil) = (0, default);
            }
            else if (Id is not null && now >= _restsUntil)
            {
                var rest = ShortestRest * Math.Pow(2, Math.Min(_failures++, 10));
                _restsUntil = now + (rest < LongestRest ? rest : LongestRest);
            }
        }
    }
}
