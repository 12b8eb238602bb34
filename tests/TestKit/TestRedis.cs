namespace SecurityTraining.TestKit;

/// <summary>The Redis server that build/test.sh has started. All tests share it: they use keys that nobody else has.</summary>
public static class TestRedis
{
    private const string Variable = "SECURITYTRAINING_TEST_REDIS";

    private static int _lastDatabase;

    /// <summary>A database of the server's sixteen for each who asks, emptied by none: keys expire by themselves.</summary>
    public static string Address =>
        $"{Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(
            $"{Variable} names no Redis server. Run ./build/test.sh, or start one: . build/servers.sh && servers_start")},defaultDatabase={Interlocked.Increment(ref _lastDatabase) % 16}";
}
