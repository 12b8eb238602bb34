using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Scorm;

/// <summary>
/// A person's leave to open one package for one lesson. Its token opens the files of that package and takes in what they say, and nothing else;
/// it ends with the session that it was made in.
/// </summary>
public sealed class ScormLaunch : AggregateRoot, ICompanyOwned
{
    /// <summary>How long it lasts without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    /// <summary>Renewed no more often, so that not every message writes it.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    private ScormLaunch(ScormRun run, Guid sessionId, byte[] tokenHash, ScormTarget target, DateTimeOffset now) : base(now)
    {
        CompanyId = run.CompanyId;
        RunId = run.Id;
        SessionId = sessionId;
        TokenHash = tokenHash;
        Target = target;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
    }

    private ScormLaunch()
    {
        TokenHash = null!;
        Target = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid RunId { get; private set; }

    public Guid SessionId { get; private set; }

    /// <summary>SHA-256 of the token, which nobody keeps.</summary>
    public byte[] TokenHash { get; private set; }

    public ScormTarget Target { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static ScormLaunch Start(ScormRun run, Guid sessionId, byte[] tokenHash, ScormTarget target, DateTimeOffset now) =>
        new(run, sessionId, tokenHash, target, now);

    public bool IsOpen(DateTimeOffset now) => ExpiresAt > now;

    public void Renew(DateTimeOffset now)
    {
        if (now + Lifetime - ExpiresAt >= Step)
        {
            ExpiresAt = now + Lifetime;
        }
    }
}
