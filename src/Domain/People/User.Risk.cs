using SecurityTraining.Domain.Analytics;

namespace SecurityTraining.Domain.People;

/// <content>How easily they are taken in.</content>
public sealed partial class User
{
    /// <summary>For queries, no use case loads it; null: nothing is known of them yet.</summary>
    public PersonRisk? Risk { get; private set; }
}
