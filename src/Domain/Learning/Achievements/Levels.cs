namespace SecurityTraining.Domain.Learning.Achievements;

/// <summary>Levels follow from points alone; the first is 1.</summary>
public static class Levels
{
    /// <summary>The points from which on each level holds, beginning with level 1.</summary>
    private static readonly int[] From = [0, 100, 250, 500, 1000, 2000, 3500, 5500, 8000, 12000];

    public static int Highest => From.Length;

    public static int Of(int points) => From.Count(from => from <= points);

    /// <returns>The points from which on the next level holds; null: there is none above.</returns>
    public static int? NextAt(int points) => Of(points) is var level && level < Highest ? From[level] : null;
}
