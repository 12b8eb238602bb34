namespace SecurityTraining.TestKit;

/// <summary>Waits for what workers do, with a deadline.</summary>
public static class Eventually
{
    public static async Task<T> Get<T>(Func<Task<T>> look, Func<T, bool> isThere, TimeSpan? atMost = null)
    {
        using var deadline = new CancellationTokenSource(atMost ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await look();
            if (isThere(seen))
            {
                return seen;
            }

            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"Still not there: {seen}");
            }

            await Task.Delay(25, CancellationToken.None);
        }
    }
}
