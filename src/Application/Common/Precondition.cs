namespace SecurityTraining.Application.Common;

/// <summary>Which state of the resource the caller has seen, so that a change does not overwrite one that the caller has not.</summary>
public interface IPrecondition
{
    /// <summary>Null: change whatever is there. A version that no resource ever has: the caller's is certainly stale.</summary>
    int? ExpectedVersion { get; }

    /// <summary>The resource that the path names; null: the one that the use case changes is meant.</summary>
    Guid? ResourceId { get; }
}

/// <summary>One per request or job; filled before the use case starts.</summary>
public sealed class Precondition : IPrecondition
{
    /// <summary>Versions count from 1 upwards, so that this one matches nothing.</summary>
    public const int NeverMatches = -1;

    public int? ExpectedVersion { get; set; }

    public Guid? ResourceId { get; set; }
}
