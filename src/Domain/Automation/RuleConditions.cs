using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.Automation;

/// <summary>Whom a rule is for. Each list asks for one of its values; an empty one asks for nothing; all must hold.</summary>
/// <param name="DepartmentIds">Each stands for everything below it, too.</param>
/// <param name="Difficulties">Of the lure; holds for nothing else than lures.</param>
/// <param name="RiskBands">As last computed when the rule looks.</param>
/// <param name="Languages">Their own, or the company's if they have none.</param>
public sealed record RuleConditions(
    IReadOnlyList<Guid> DepartmentIds,
    IReadOnlyList<Guid> GroupIds,
    IReadOnlyList<Difficulty> Difficulties,
    IReadOnlyList<RiskBand> RiskBands,
    IReadOnlyList<string> Languages)
{
    public const int MaxValues = 100;

    public static readonly RuleConditions None = new([], [], [], [], []);

    public bool Admit(Occurrence occurrence) =>
        Difficulties.Count == 0 || (occurrence.Difficulty is { } difficulty && Difficulties.Contains(difficulty));
}
