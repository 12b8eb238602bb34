using System.Text.Json;

namespace SecurityTraining.Domain.Billing;

/// <summary>In the order of what they have, but for the trial.</summary>
public enum PlanKind
{
    Free,
    Starter,
    Basic,
    Professional,
    Premium,

    /// <summary>By agreement with whoever operates the installation, not in a checkout.</summary>
    Enterprise,

    /// <summary>The first days of a company, with everything that Enterprise has.</summary>
    Trial,
}

/// <summary>What a plan has or has not.</summary>
public enum PlanFeature
{
    /// <summary>API keys, and webhooks to partners.</summary>
    Api,

    SingleSignOn,

    /// <summary>People and groups kept as a directory has them.</summary>
    Scim,

    /// <summary>Simulations whose results name nobody.</summary>
    WorksCouncil,
}

/// <summary>What a plan has a certain amount of.</summary>
public enum PlanLimit
{
    Seats,
    SimulationsPerMonth,
    StorageBytes,
}

/// <summary>How often a subscription is paid.</summary>
public enum BillingInterval
{
    Month,
    Year,
}

/// <summary>What a plan allows. The one table of them is <see cref="All"/>.</summary>
/// <param name="Seats">The most active people a company on this plan may have; <see cref="Unlimited"/> if nobody counts.</param>
/// <param name="SimulationsPerMonth">How many may be launched in a calendar month (UTC); <see cref="Unlimited"/> if nobody counts.</param>
/// <param name="StorageBytes">Of all files of a company together, equal ones counted once.</param>
/// <param name="Features">What it has; everything else is refused.</param>
public sealed record Plan(PlanKind Kind, int Seats, int SimulationsPerMonth, long StorageBytes, IReadOnlyList<PlanFeature> Features)
{
    public static readonly TimeSpan TrialPeriod = TimeSpan.FromDays(14);

    /// <summary>More than anybody has, and with room to add to.</summary>
    public const int Unlimited = int.MaxValue / 2;

    private const long Gibibyte = 1024L * 1024 * 1024;

    private static readonly PlanFeature[] Everything = Enum.GetValues<PlanFeature>();

    private static readonly Plan[] Table =
    [
        new(PlanKind.Free, Seats: 10, SimulationsPerMonth: 2, 1 * Gibibyte, []),
        new(PlanKind.Starter, Seats: 25, SimulationsPerMonth: 5, 5 * Gibibyte, [PlanFeature.WorksCouncil]),
        new(PlanKind.Basic, Seats: 50, SimulationsPerMonth: 10, 10 * Gibibyte, [PlanFeature.WorksCouncil, PlanFeature.Api]),
        new(PlanKind.Professional, Seats: 100, SimulationsPerMonth: 50, 50 * Gibibyte, Everything),
        new(PlanKind.Premium, Seats: 500, SimulationsPerMonth: 200, 250 * Gibibyte, Everything),
        new(PlanKind.Enterprise, Unlimited, Unlimited, 1024 * Gibibyte, Everything),
        new(PlanKind.Trial, Seats: 100_000, Unlimited, 20 * Gibibyte, Everything),
    ];

    private static readonly Dictionary<PlanKind, Plan> ByKind = Table.ToDictionary(plan => plan.Kind);

    private static readonly Dictionary<string, (Plan Plan, BillingInterval Interval)> ByLookupKey = Table
        .Where(plan => plan.IsForSale)
        .SelectMany(plan => Enum.GetValues<BillingInterval>().Select(interval => (Plan: plan, Interval: interval)))
        .ToDictionary(price => price.Plan.LookupKey(price.Interval), StringComparer.Ordinal);

    /// <summary>From the smallest to the largest, and the trial.</summary>
    public static IReadOnlyList<Plan> All => Table;

    /// <summary>Bought in a checkout. The free plan costs nothing, a trial comes by itself, and enterprise is agreed upon.</summary>
    public bool IsForSale => Kind is not (PlanKind.Free or PlanKind.Enterprise or PlanKind.Trial);

    public static Plan Of(PlanKind kind) => ByKind[kind];

    /// <summary>The smallest plan that has the feature.</summary>
    public static Plan Cheapest(PlanFeature feature) => Table.First(plan => plan.Has(feature));

    /// <summary>The smallest plan that has so much of it; null: none has.</summary>
    /// <param name="atLeast">Nobody moves to a smaller one than this for more.</param>
    public static Plan? Cheapest(PlanLimit limit, long needed, PlanKind atLeast = PlanKind.Free) =>
        Table.FirstOrDefault(plan => plan.Kind != PlanKind.Trial && plan.Kind >= atLeast && plan.Amount(limit) >= needed);

    public bool Has(PlanFeature feature) => Features.Contains(feature);

    public long Amount(PlanLimit limit) => limit switch
    {
        PlanLimit.Seats => Seats,
        PlanLimit.SimulationsPerMonth => SimulationsPerMonth,
        PlanLimit.StorageBytes => StorageBytes,
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, message: null),
    };

    /// <summary>The name of its price with the payment provider, such as <c>starter_month</c>; only for plans that are for sale.</summary>
    public string LookupKey(BillingInterval interval) => IsForSale
        ? $"{Name(Kind)}_{(interval == BillingInterval.Year ? "year" : "month")}"
        : throw new InvalidOperationException($"{Kind} has no price.");

    /// <returns>Null for what is no plan's price.</returns>
    public static (Plan Plan, BillingInterval Interval)? FromLookupKey(string key) =>
        ByLookupKey.TryGetValue(key, out var price) ? price : null;

    /// <summary>As callers write it.</summary>
    public static string Name(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
