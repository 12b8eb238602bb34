using ErrorOr;

namespace SecurityTraining.Domain.Phishing;

/// <content>Who is written down when, and when they get their mail.</content>
public sealed partial class Simulation
{
    /// <summary>Of people who were added while it ran.</summary>
    public const int MaxAdditions = 100;

    /// <summary>The last person of the current round who has been frozen in; null before its first portion.</summary>
    public Guid? FrozenUpTo { get; private set; }

    /// <summary>Which people are being written down: 0 for those of the plan, n for those of the n-th addition.</summary>
    public int FreezingRound { get; private set; }

    /// <summary>All recipients are written down, so that "nobody left to send to" means that the work is done.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The start that the plan counts from: the launch, or the moment for which that was scheduled.</summary>
    public DateTimeOffset? SendsFrom { get; private set; }

    /// <summary>When the last mail so far is due.</summary>
    public DateTimeOffset? LastSendAt { get; private set; }

    /// <summary>The company's holidays as they were at the launch; null in what was launched before there were any.</summary>
    public IReadOnlyList<DateOnly>? Holidays { get; private set; }

    /// <summary>How many mails are planned for each hour and domain; null unless the plan limits them.</summary>
    public Dictionary<string, Dictionary<long, int>>? HourlyMails { get; private set; }

    /// <summary>Whom somebody has added since the launch, in that order; null: nobody.</summary>
    public IReadOnlyList<AddedAudience>? Additions { get; private set; }

    /// <summary>Who is being written down in the current round.</summary>
    public Audience FreezingAudience => FreezingRound == 0 ? Plan.Audience : Additions![FreezingRound - 1].Audience;

    /// <summary>Whoever came to the company later is not part of the current round.</summary>
    public DateTimeOffset FreezingSince => FreezingRound == 0 ? LaunchedAt!.Value : Additions![FreezingRound - 1].At;

    /// <summary>Plans the current round; what it finds counts once it is noted with <see cref="FreezeUpTo"/>.</summary>
    public SendPlanner Planner(HourlyBookings bookings)
    {
        var start = SendsFrom ?? LaunchedAt!.Value;
        return new SendPlanner(Id, WindowFrom(FreezingRound == 0 || FreezingSince < start ? start : FreezingSince, Holidays ?? []), bookings);
    }

    /// <summary>The window of a simulation that starts then.</summary>
    public SendWindow WindowFrom(DateTimeOffset start, IReadOnlyList<DateOnly> holidays) =>
        new(start, Plan.EndsAt, Plan.SpreadMinutes, Plan.Timing, holidays);

    /// <summary>When its plan would begin if it were launched at this moment.</summary>
    public DateTimeOffset StartIfLaunched(DateTimeOffset now) =>
        Status == SimulationStatus.Scheduled && Plan.StartsAt <= now ? Plan.StartsAt.Value : now;

    /// <summary>The first moment from now on at which a mail may go out there, be it late; null: not within 60 days.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset now, string timeZone)
    {
        if (Plan.Timing is null)
        {
            return now;
        }

        var open = new OpenTime(new SendWindow(now, Until: null, SpreadMinutes: 0, Plan.Timing, Holidays ?? []), timeZone);
        return open.Next(now.UtcTicks) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <summary>The lures that were frozen, to choose from.</summary>
    public LurePicker Picker() => new(
        Id, Plan.Selection, _lures.Select(lure => new LureOption(lure.TemplateId, lure.Content.Language, lure.Difficulty, Plan.WeightOf(lure.TemplateId))));

    /// <summary>Notes how far the list of recipients has been written down.</summary>
    /// <param name="isLast">Nobody of the current round is left.</param>
    /// <param name="lastSendAt">The latest of the mails planned so far.</param>
    public void FreezeUpTo(Guid? userId, bool isLast, DateTimeOffset? lastSendAt = null, HourlyBookings? bookings = null)
    {
        FrozenUpTo = userId ?? FrozenUpTo;
        LastSendAt = lastSendAt > LastSendAt || LastSendAt is null ? lastSendAt ?? LastSendAt : LastSendAt;
        if (Plan.Timing?.MaxPerHourAndDomain is not null && bookings is not null)
        {
            HourlyMails = bookings.Mails;
        }

        if (isLast && FreezingRound < (Additions?.Count ?? 0))
        {
            FreezingRound++;
            FrozenUpTo = null;
        }
        else
        {
            IsFrozen = isLast;
        }
    }

    /// <summary>One of its mails gets another try.</summary>
    public ErrorOr<Success> TakeUpAgain(DateTimeOffset now)
    {
        if (now - LaunchedAt > CollectionPeriod || CollectedAt is not null)
        {
            return SimulationErrors.CollectionOver;
        }

        if (Status is not (SimulationStatus.Running or SimulationStatus.Paused or SimulationStatus.Completed))
        {
            return SimulationErrors.IllegalStep("taken up again", Status);
        }

        if (Status == SimulationStatus.Completed)
        {
            (Status, EndedAt) = (SimulationStatus.Running, null);
        }

        return Result.Success;
    }

    /// <summary>More people for a simulation that is under way. Whoever is in it already stays as they are.</summary>
    public ErrorOr<Success> Add(Audience audience, DateTimeOffset now)
    {
        if (Status is not (SimulationStatus.Running or SimulationStatus.Paused))
        {
            return SimulationErrors.IllegalStep("extended", Status);
        }

        if (now - LaunchedAt > CollectionPeriod || CollectedAt is not null)
        {
            return SimulationErrors.CollectionOver;
        }

        if (Additions?.Count >= MaxAdditions)
        {
            return SimulationErrors.TooManyAdditions;
        }

        Additions = [.. Additions ?? [], new AddedAudience(audience, now)];
        if (IsFrozen)
        {
            (IsFrozen, FreezingRound, FrozenUpTo) = (false, Additions.Count, null);
        }

        return Result.Success;
    }
}

/// <summary>People who were added to a running simulation.</summary>
public sealed record AddedAudience(Audience Audience, DateTimeOffset At);
