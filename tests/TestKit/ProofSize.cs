namespace SecurityTraining.TestKit;

/// <summary>Proofs that need many tries make a few in the test suite, and as many as the design promises in <c>build/prove.sh</c>.</summary>
public static class ProofSize
{
    private const string Variable = "SECURITYTRAINING_FULL_PROOFS";

    public static bool IsFull => Environment.GetEnvironmentVariable(Variable) == "1";

    public static int Of(int inSuite, int full) => IsFull ? full : inSuite;
}
