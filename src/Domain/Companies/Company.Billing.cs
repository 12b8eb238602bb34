using ErrorOr;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Domain.Companies;

/// <summary>What the company has bought, what of it is used up, and whether it is paid.</summary>
public sealed partial class Company
{
    /// <summary>The most seats that can be agreed upon.</summary>
    public const int MaxAgreedSeats = 1_000_000;

    public PlanKind Plan { get; private set; }

    /// <summary>Set until the company subscribes; a day in the past: the trial is over, and <see cref="Plan"/> holds.</summary>
    public DateTimeOffset? TrialEndsAt { get; private set; }

    /// <summary>How many seats of the plan have been bought; null: all that it has.</summary>
    public int? BoughtSeats { get; private set; }

    /// <summary>Since when a payment is overdue; null: none is.</summary>
    public DateTimeOffset? PaymentOverdueSince { get; private set; }

    /// <summary>The month for which <see cref="SimulationsLaunched"/> counts, as year × 12 + month.</summary>
    public int SimulationsMonth { get; private set; }

    /// <summary>Counted here so that the last one can be launched only once, however many try at the same time.</summary>
    public int SimulationsLaunched { get; private set; }

    /// <summary>The last that was said about the present trial; null: nothing.</summary>
    public BillingNotice? TrialNotice { get; private set; }

    /// <summary>The last that was said about the present overdue payment; null: nothing.</summary>
    public BillingNotice? OverdueNotice { get; private set; }

    /// <summary>What holds at this time: the trial's while it lasts.</summary>
    public Plan PlanAt(DateTimeOffset now) => PlanAt(Plan, TrialEndsAt, now);

    public static Plan PlanAt(PlanKind plan, DateTimeOffset? trialEndsAt, DateTimeOffset now) =>
        Billing.Plan.Of(trialEndsAt > now ? PlanKind.Trial : plan);

    public int SeatLimit(DateTimeOffset now) => SeatLimit(Plan, TrialEndsAt, BoughtSeats, now);

    public static int SeatLimit(PlanKind plan, DateTimeOffset? trialEndsAt, int? boughtSeats, DateTimeOffset now)
    {
        var seats = PlanAt(plan, trialEndsAt, now).Seats;
        return Math.Min(boughtSeats ?? seats, seats);
    }

    public Error NoSeatLeft(DateTimeOffset now) => CompanyErrors.SeatLimitReached(SeatLimit(now), Plan);

    /// <summary>Whether anything may be launched or sent for the company. What may not now is held until it may.</summary>
    public bool MaySend(DateTimeOffset now) => Status == CompanyStatus.Active && PhaseAt(now) < BillingPhase.ReadOnly;

    public BillingPhase PhaseAt(DateTimeOffset now) => DunningPolicy.PhaseAt(PaymentOverdueSince, now);

    /// <summary>Moves to a plan, which ends a trial. Those who are active remain so, even if there are more of them than seats.</summary>
    /// <param name="plan">Any but the trial.</param>
    /// <param name="seats">How many are bought, at most the plan's; null: all that it has.</param>
    public void Subscribe(PlanKind plan, int? seats = null)
    {
        if (plan == PlanKind.Trial)
        {
            throw new ArgumentOutOfRangeException(nameof(plan), plan, "Nobody subscribes to a trial.");
        }

        Plan = plan;
        BoughtSeats = seats is { } bought ? Math.Clamp(bought, 1, Billing.Plan.Of(plan).Seats) : null;
        (TrialEndsAt, TrialNotice) = (null, null);
    }

    /// <summary>Back to the free plan. What was owed for the subscription ends nothing any more.</summary>
    /// <param name="now">Since when; a trial that has not ended by then goes on.</param>
    public void EndSubscription(DateTimeOffset now)
    {
        var trial = TrialEndsAt > now ? TrialEndsAt : null;
        var told = TrialNotice;
        Subscribe(PlanKind.Free);
        (TrialEndsAt, TrialNotice) = (trial, trial is null ? null : told);
        NotePaid();
    }

    /// <param name="since">Counts only if nothing was overdue before.</param>
    public void NotePaymentOverdue(DateTimeOffset since) => PaymentOverdueSince ??= since;

    public void NotePaid() => (PaymentOverdueSince, OverdueNotice) = (null, null);

    public ErrorOr<Success> Require(PlanFeature feature, DateTimeOffset now) =>
        PlanAt(now).Has(feature) ? Result.Success : PlanErrors.Missing(feature);

    /// <summary>For what goes to everybody: refused while more people are active than the plan has seats.</summary>
    public ErrorOr<Success> RequireSeatsForAll(DateTimeOffset now) =>
        SeatsTaken > SeatLimit(now) ? PlanErrors.MorePeopleThanSeats(SeatLimit(now), SeatsTaken) : Result.Success;

    /// <summary>Whether a simulation could be launched then, if the plan remained what it is now.</summary>
    public ErrorOr<Success> RequireSimulation(DateTimeOffset start, DateTimeOffset now)
    {
        var allowed = PlanAt(now).SimulationsPerMonth;
        return SimulationsIn(start) >= allowed ? PlanErrors.TooManySimulations(allowed) : RequireSeatsForAll(now);
    }

    /// <summary>One more simulation in this month.</summary>
    public ErrorOr<Success> CountSimulation(DateTimeOffset now)
    {
        var allowed = RequireSimulation(now, now);
        if (!allowed.IsError)
        {
            (SimulationsMonth, SimulationsLaunched) = (MonthOf(now), SimulationsIn(now) + 1);
        }

        return allowed;
    }

    public int SimulationsIn(DateTimeOffset month) => SimulationsIn(SimulationsMonth, SimulationsLaunched, month);

    public static int SimulationsIn(int countedMonth, int launched, DateTimeOffset month) => countedMonth == MonthOf(month) ? launched : 0;

    /// <summary>What has to be said now and has not been said yet, which is thereby said.</summary>
    public IReadOnlyList<BillingNotice> TakeNotices(DateTimeOffset now)
    {
        var notices = new List<BillingNotice>();
        if (DunningPolicy.TrialNoticeAt(TrialEndsAt, now) is { } trial && !(trial <= TrialNotice))
        {
            TrialNotice = trial;
            notices.Add(trial);
        }

        if (DunningPolicy.NoticeAt(PaymentOverdueSince, now) is { } overdue && !(overdue <= OverdueNotice))
        {
            OverdueNotice = overdue;
            notices.Add(overdue);
        }

        return notices;
    }

    private static int MonthOf(DateTimeOffset time) => (time.UtcDateTime.Year * 12) + time.UtcDateTime.Month;
}
