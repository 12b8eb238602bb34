namespace SecurityTraining.Domain.Phishing;

public enum LureSelection
{
    /// <summary>By chance, as often as the templates' weights say.</summary>
    Random,

    /// <summary>As hard as the person's history has made them: harder after each lure that they resisted, easier after each that they fell for.</summary>
    Adaptive,
}

/// <summary>A lure that could be sent.</summary>
/// <param name="Weight">How often it comes, compared with the others.</param>
public sealed record LureOption(Guid TemplateId, string Language, Difficulty Difficulty, int Weight = 1);

/// <summary>A lure that somebody has got, in whichever simulation.</summary>
public sealed record PastLure(Guid UserId, Guid TemplateId, DateTimeOffset SentAt, bool Clicked, bool Submitted, bool Reported)
{
    /// <summary>What they did with it is not known: it counts for what they have had, and neither for nor against them.</summary>
    public bool IsPseudonymous { get; init; }
}

/// <summary>Which lure somebody gets, and why.</summary>
/// <param name="Target">The difficulty that their history calls for; null if the lure was chosen by chance alone.</param>
/// <param name="Resisted">So many earlier lures they reported or left alone.</param>
/// <param name="FellFor">So many they clicked on.</param>
/// <param name="IsRepeat">They have had this lure before, since they have had all of them.</param>
public sealed record LureChoice(Guid TemplateId, Difficulty? Target, int Resisted, int FellFor, bool IsRepeat);

/// <summary>
/// Chooses each person's lure: in their language if there is any, none that they have had as long as there is another, and then by chance that
/// always falls the same way.
/// </summary>
public sealed class LurePicker(Guid simulationId, LureSelection selection, IEnumerable<LureOption> options)
{
    /// <summary>Whoever has not clicked within this time has resisted.</summary>
    public static readonly TimeSpan SettledAfter = TimeSpan.FromDays(3);

    /// <summary>The rung on which everybody begins.</summary>
    public const Difficulty FirstRung = Difficulty.ModerateToLeast;

    private readonly List<LureOption> _options = [.. options.OrderBy(option => option.TemplateId)];

    /// <param name="past">What this person has got so far.</param>
    /// <param name="at">The start of the simulation.</param>
    public LureChoice Pick(Guid userId, string language, IReadOnlyCollection<PastLure> past, DateTimeOffset at)
    {
        var pool = _options.Where(option => option.Language == language).ToList() is { Count: > 0 } own ? own : _options;
        var lastSent = past.GroupBy(lure => lure.TemplateId).ToDictionary(lures => lures.Key, lures => lures.Max(lure => lure.SentAt));
        var unseen = pool.FindAll(option => !lastSent.ContainsKey(option.TemplateId));
        var isRepeat = unseen.Count == 0;
        if (isRepeat)
        {
            var longestAgo = pool.Min(option => lastSent[option.TemplateId]);
            unseen = pool.FindAll(option => lastSent[option.TemplateId] == longestAgo);
        }

        past = [.. past.Where(lure => !lure.IsPseudonymous)];
        var resisted = past.Count(lure => !lure.Clicked && (lure.Reported || lure.SentAt + SettledAfter <= at));
        var fellFor = past.Count(lure => lure.Clicked);
        if (selection == LureSelection.Random)
        {
            return new LureChoice(ByChance(userId, unseen).TemplateId, Target: null, resisted, fellFor, isRepeat);
        }

        var target = Rung(past, at);
        var nearest = unseen.Min(option => Distance(option, target));
        return new LureChoice(
            ByChance(userId, unseen.FindAll(option => Distance(option, target) == nearest)).TemplateId, target, resisted, fellFor, isRepeat);
    }

    /// <summary>Step by step through their history: up by one, down by one, and by two for giving something away.</summary>
    private static Difficulty Rung(IEnumerable<PastLure> past, DateTimeOffset at)
    {
        var rung = (int)FirstRung;
        foreach (var lure in past.OrderBy(lure => lure.SentAt).ThenBy(lure => lure.TemplateId))
        {
            var step = lure switch
            {
                { Submitted: true } => -2,
                { Clicked: true } => -1,
                _ => lure.Reported || lure.SentAt + SettledAfter <= at ? 1 : 0,
            };
            rung = Math.Clamp(rung + step, (int)Difficulty.Least, (int)Difficulty.Very);
        }

        return (Difficulty)rung;
    }

    private static int Distance(LureOption option, Difficulty target) => Math.Abs(option.Difficulty - target);

    private LureOption ByChance(Guid userId, List<LureOption> among)
    {
        var place = Chance.Of(simulationId, userId, "lure") * among.Sum(option => option.Weight);
        foreach (var option in among)
        {
            place -= option.Weight;
            if (place < 0)
            {
                return option;
            }
        }

        return among[^1];
    }
}
