namespace SecurityTraining.TestKit;

/// <summary>Goes on like the machine's, and can be moved ahead.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Move(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
