namespace SecurityTraining.Domain.Billing;

/// <summary>What an unpaid bill has led to. Follows from the facts and the clock, and is stored nowhere.</summary>
public enum BillingPhase
{
    Current,

    /// <summary>A payment is overdue. Everything goes on, and those who manage billing are warned.</summary>
    PastDue,

    /// <summary>Nothing can be changed, launched or sent; everybody can read, and finish what they have begun to learn.</summary>
    ReadOnly,

    /// <summary>Only those who manage billing get in, and only to billing.</summary>
    Suspended,
}

/// <summary>What those who manage billing are told, each once for a trial or an overdue payment, in this order.</summary>
public enum BillingNotice
{
    TrialEndsInAWeek,
    TrialEndsTomorrow,
    TrialEnded,
    PaymentOverdue,
    PaymentReminder,
    LastPaymentReminder,
    ReadOnly,
    Suspended,
}

/// <summary>When what happens to a company that does not pay, or whose trial ends. The only place with these dates.</summary>
public static class DunningPolicy
{
    /// <summary>From the day on which the payment became overdue.</summary>
    public static readonly TimeSpan ReadOnlyAfter = TimeSpan.FromDays(14);

    /// <inheritdoc cref="ReadOnlyAfter"/>
    public static readonly TimeSpan SuspendedAfter = TimeSpan.FromDays(30);

    private static readonly (TimeSpan After, BillingNotice Notice)[] OverdueNotices =
    [
        (TimeSpan.Zero, BillingNotice.PaymentOverdue),
        (TimeSpan.FromDays(3), BillingNotice.PaymentReminder),
        (TimeSpan.FromDays(7), BillingNotice.LastPaymentReminder),
        (ReadOnlyAfter, BillingNotice.ReadOnly),
        (SuspendedAfter, BillingNotice.Suspended),
    ];

    private static readonly (TimeSpan After, BillingNotice Notice)[] TrialNotices =
    [
        (-TimeSpan.FromDays(7), BillingNotice.TrialEndsInAWeek),
        (-TimeSpan.FromDays(1), BillingNotice.TrialEndsTomorrow),
        (TimeSpan.Zero, BillingNotice.TrialEnded),
    ];

    /// <param name="overdueSince">Null: everything is paid.</param>
    /// <param name="now">The time to say it for.</param>
    public static BillingPhase PhaseAt(DateTimeOffset? overdueSince, DateTimeOffset now) => (now - overdueSince) switch
    {
        null => BillingPhase.Current,
        { } overdue when overdue >= SuspendedAfter => BillingPhase.Suspended,
        { } overdue when overdue >= ReadOnlyAfter => BillingPhase.ReadOnly,
        _ => BillingPhase.PastDue,
    };

    /// <summary>The latest that is due: whoever was not told in time is not told what no longer holds.</summary>
    /// <returns>Null: none yet.</returns>
    public static BillingNotice? NoticeAt(DateTimeOffset? overdueSince, DateTimeOffset now) => Latest(OverdueNotices, overdueSince, now);

    /// <inheritdoc cref="NoticeAt"/>
    public static BillingNotice? TrialNoticeAt(DateTimeOffset? trialEndsAt, DateTimeOffset now) => Latest(TrialNotices, trialEndsAt, now);

    private static BillingNotice? Latest((TimeSpan After, BillingNotice Notice)[] notices, DateTimeOffset? day, DateTimeOffset now) =>
        notices.Where(step => now - day >= step.After).Select(step => (BillingNotice?)step.Notice).LastOrDefault();
}
