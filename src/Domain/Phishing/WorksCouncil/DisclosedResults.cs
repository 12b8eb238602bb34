namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>How many people did what; null: not shown.</summary>
public sealed record DisclosedCounts(int? Opened, int? Clicked, int? Submitted, int? Reported);

/// <summary>People of one or more departments who got their mail.</summary>
/// <param name="Departments">Null among them: people without one.</param>
public sealed record DisclosedGroup(IReadOnlyList<string?> Departments, int People, DisclosedCounts Counts);

/// <summary>All that is ever shown of how many people did what in a simulation in works-council mode.</summary>
/// <param name="People">Who got their mail.</param>
public sealed record DisclosedResults(int People, DisclosedCounts Total, IReadOnlyList<DisclosedGroup> Groups);
