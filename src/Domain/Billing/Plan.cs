namespace SecurityTraining.Domain.Billing;

public enum PlanKind
{
    Free,
    Starter,
    Basic,
    Professional,
    Premium,
    Enterprise,

    /// <summary>The first days of a company, with everything that Enterprise has.</summary>
    Trial,
}

/// <summary>What a plan allows.</summary>
/// <param name="Seats">The most active people a company on this plan may have.</param>
public sealed record Plan(PlanKind Kind, int Seats)
{
    public static readonly TimeSpan TrialPeriod = TimeSpan.FromDays(14);

    private static readonly Dictionary<PlanKind, Plan> All = new[]
    {
        new Plan(PlanKind.Free, Seats: 10),
        new Plan(PlanKind.Starter, Seats: 25),
        new Plan(PlanKind.Basic, Seats: 50),
        new Plan(PlanKind.Professional, Seats: 100),
        new Plan(PlanKind.Premium, Seats: 500),
        new Plan(PlanKind.Enterprise, Seats: int.MaxValue / 2),
        new Plan(PlanKind.Trial, Seats: 100_000),
    }.ToDictionary(plan => plan.Kind);

    public static Plan Of(PlanKind kind) => All[kind];
}
