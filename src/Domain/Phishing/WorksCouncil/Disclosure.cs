namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>What a person did, doing more implying having done less.</summary>
public readonly record struct Deeds(bool Opened, bool Clicked, bool Submitted, bool Reported)
{
    public bool IsNothing => !Opened;
}

/// <summary>
/// Which figures may be shown so that nobody learns what one person did: each is about at least <c>smallest</c> people who did it and as many
/// who did not. Departments are joined by their size alone, so that how they are joined says nothing of what their people did; and of each
/// deed either all groups are shown or only their sum (complementary suppression), since choosing those that may be shown would tell about
/// those that may not.
/// </summary>
public sealed class Disclosure(int smallest)
{
    /// <param name="people">Everybody who got their mail: their department, and what they did.</param>
    public DisclosedResults Of(IEnumerable<(string? Department, Deeds Deeds)> people)
    {
        var crowds = people.GroupBy(person => person.Department, person => person.Deeds)
            .Select(department => new Crowd(department.Key, [.. department]))
            .OrderBy(crowd => crowd.People.Count).ThenBy(crowd => crowd.Department, StringComparer.Ordinal)
            .ToList();
        var groups = Join(crowds);
        List<Deeds> all = [.. groups.SelectMany(group => group.People)];
        var opened = Level(groups, all, deeds => deeds.Opened);
        var clicked = Level(groups, all, deeds => deeds.Clicked);
        var submitted = Level(groups, all, deeds => deeds.Submitted);
        var reported = Level(groups, all, deeds => deeds.Reported);

        // Whoever clicks or reports has opened: where next to nobody is left who did neither, the two figures together would tell what the
        // hidden one is hidden for.
        if (opened == Shown.Nowhere && Neither(all, clicked, submitted) is { } neither && neither < smallest)
        {
            reported = Shown.Nowhere;
        }

        DisclosedCounts Counts(List<Deeds> some, Shown least) => new(
            opened >= least ? some.Count(deeds => deeds.Opened) : null,
            clicked >= least ? some.Count(deeds => deeds.Clicked) : null,
            submitted >= least ? some.Count(deeds => deeds.Submitted) : null,
            reported >= least ? some.Count(deeds => deeds.Reported) : null);

        return new DisclosedResults(
            all.Count,
            Counts(all, Shown.InTotal),
            [.. groups.Select(group => new DisclosedGroup(group.Departments, group.People.Count, Counts(group.People, Shown.ForGroups)))]);
    }

    /// <summary>People who did neither of what would be shown beside the reports; null: nothing is.</summary>
    private static int? Neither(List<Deeds> all, Shown clicked, Shown submitted) =>
        clicked != Shown.Nowhere ? all.Count(deeds => !deeds.Clicked && !deeds.Reported)
        : submitted != Shown.Nowhere ? all.Count(deeds => !deeds.Submitted && !deeds.Reported)
        : null;

    private Shown Level(List<Group> groups, List<Deeds> all, Func<Deeds, bool> did) =>
        groups.TrueForAll(group => IsShowable(group.People, did)) ? Shown.ForGroups : IsShowable(all, did) ? Shown.InTotal : Shown.Nowhere;

    private bool IsShowable(List<Deeds> people, Func<Deeds, bool> did)
    {
        var count = people.Count(did);
        return count >= smallest && people.Count - count >= smallest;
    }

    /// <summary>The smallest with the next ones until there are enough people; what is left over goes with the last.</summary>
    private List<Group> Join(List<Crowd> crowds)
    {
        var groups = new List<Group>();
        var open = new Group([], []);
        foreach (var crowd in crowds)
        {
            open.Departments.Add(crowd.Department);
            open.People.AddRange(crowd.People);
            if (open.People.Count >= 2 * smallest)
            {
                groups.Add(open);
                open = new Group([], []);
            }
        }

        if (groups.Count == 0)
        {
            return [open];
        }

        groups[^1].Departments.AddRange(open.Departments);
        groups[^1].People.AddRange(open.People);
        return groups;
    }

    private enum Shown
    {
        Nowhere,
        InTotal,
        ForGroups,
    }

    private sealed record Crowd(string? Department, List<Deeds> People);

    private sealed record Group(List<string?> Departments, List<Deeds> People);
}
