namespace SecurityTraining.Domain.People;

/// <content>What they have achieved.</content>
public sealed partial class User
{
    /// <summary>They see no points, badges or leaderboard, and nobody sees them there; they collect nevertheless.</summary>
    public bool AchievementsOff { get; private set; }

    public void ShowAchievements(bool areShown) => AchievementsOff = !areShown;
}
