namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>What has been agreed on with a works council about one simulation: its results are kept by pseudonym, and shown for groups only.</summary>
/// <param name="SmallestGroup">Each figure is about at least so many people who did it and as many who did not.</param>
/// <param name="CollectDays">So long after the last mail hits are counted.</param>
/// <param name="UnmaskDays">So long after that two people together can find out who a pseudonym is; 0: nobody ever can.</param>
public sealed record WorksCouncilTerms(int SmallestGroup, int CollectDays, int UnmaskDays)
{
    public const int DefaultSmallestGroup = 5;
    public const int MinSmallestGroup = 3;
    public const int MaxSmallestGroup = 100;
    public const int DefaultCollectDays = 14;
    public const int MaxCollectDays = 90;
    public const int DefaultUnmaskDays = 7;
    public const int MaxUnmaskDays = 30;

    /// <summary>With fewer people no figure could ever be shown.</summary>
    public int MinRecipients => 2 * SmallestGroup;
}
