namespace SecurityTraining.TestKit;

/// <summary>The S3 server that build/test.sh has started. All tests share its bucket: the keys of a company are nobody else's.</summary>
public static class TestS3
{
    public const string Secret = "S3RVER";
    public const string Bucket = "content";

    private const string Variable = "SECURITYTRAINING_TEST_S3";

    public static string Address => Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(
        $"{Variable} names no S3 server. Run ./build/test.sh, or start one: . build/servers.sh && servers_start");

    /// <summary>What the service is to be configured with.</summary>
    public static Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["Storage:S3:ServiceUrl"] = Address,
        ["Storage:S3:Bucket"] = Bucket,
        ["Storage:S3:AccessKey"] = Secret,
        ["Storage:S3:SecretKey"] = Secret,
    };
}
