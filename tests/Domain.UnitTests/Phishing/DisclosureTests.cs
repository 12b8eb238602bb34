using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Domain.UnitTests.Phishing;

/// <summary>
/// The attacker knows who is in which department, how figures are chosen, and all that is shown: the figures of all groups and the list by
/// pseudonym. People of one department look alike to them, so somebody's result is known for certain if in all worlds with the same answers
/// all or none of their department did it.
/// </summary>
public sealed class DisclosureTests
{
    private const int Smallest = 3;

    private static readonly Deeds[] Kinds =
    [
        default,
        new(true, false, false, false), new(true, true, false, false), new(true, true, true, false),
        new(true, false, false, true), new(true, true, false, true), new(true, true, true, true),
    ];

    private static readonly Func<Deeds, bool>[] Questions = [deeds => deeds.Opened, deeds => deeds.Clicked, deeds => deeds.Submitted, deeds => deeds.Reported];

    [Theory]
    [InlineData(new[] { 7 })]
    [InlineData(new[] { 2, 5 })]
    [InlineData(new[] { 4, 4 })]
    [InlineData(new[] { 1, 1, 6 })]
    public void Nothing_that_is_shown_tells_what_one_person_did(int[] sizes) => Attack(sizes, Kinds);

    /// <summary>Large enough for a figure of each group: who opened, and who clicked or reported.</summary>
    [Theory]
    [InlineData(new[] { 6, 6 }, new[] { 0, 1, 2 })]
    [InlineData(new[] { 6, 7 }, new[] { 0, 1, 4 })]
    [InlineData(new[] { 2, 6, 6 }, new[] { 0, 2 })]
    [InlineData(new[] { 1, 6, 6, 7 }, new[] { 0, 2 })]
    public void Nor_do_groups_of_their_own(int[] sizes, int[] kinds) => Attack(sizes, [.. kinds.Select(kind => Kinds[kind])]);

    [Fact]
    public void Figures_of_all_groups_are_shown_or_only_their_sum()
    {
        Results(clickedOfTen: 5, clickedOfSix: 3).Groups.Select(group => (group.People, group.Counts.Clicked)).ShouldBe([(6, 3), (10, 5)]);
        var hidden = Results(clickedOfTen: 5, clickedOfSix: 2);
        hidden.Groups.ShouldAllBe(group => group.Counts.Clicked == null);
        hidden.Total.Clicked.ShouldBe(7);
        Results(clickedOfTen: 2, clickedOfSix: 0).Total.Clicked.ShouldBeNull();

        static DisclosedResults Results(int clickedOfTen, int clickedOfSix) => new Disclosure(Smallest).Of(
            [.. Department("Sales", 10, clickedOfTen), .. Department("IT", 4, clickedOfSix), .. Department(null, 2, 0)]);

        static IEnumerable<(string?, Deeds)> Department(string? name, int people, int clicked) =>
            Enumerable.Range(0, people).Select(person => (name, person < clicked ? Kinds[2] : default));
    }

    private static void Attack(int[] sizes, Deeds[] kinds)
    {
        var possible = new Dictionary<string, bool[]>(StringComparer.Ordinal);
        var shown = 0;
        foreach (var world in Worlds(sizes, kinds))
        {
            var answer = Answer(world);
            if (!possible.TryGetValue(answer, out var seen))
            {
                possible[answer] = seen = new bool[sizes.Length * Questions.Length * 2];
                shown += answer.Any(char.IsDigit) ? 1 : 0;
            }

            for (var department = 0; department < sizes.Length; department++)
            {
                for (var question = 0; question < Questions.Length; question++)
                {
                    var count = world[department].Count(Questions[question]);
                    seen[Place(department, question)] |= count > 0;
                    seen[Place(department, question) + 1] |= count < sizes[department];
                }
            }
        }

        shown.ShouldBeGreaterThan(1, "a proof that shows nothing proves nothing");
        var asked = Enumerable.Range(0, Questions.Length).Where(question => kinds.Any(Questions[question])).ToList();
        possible.Where(answer => asked.Exists(question => Enumerable.Range(0, sizes.Length).Any(department =>
            !answer.Value[Place(department, question)] || !answer.Value[Place(department, question) + 1]))).Select(answer => answer.Key).ShouldBeEmpty();

        static int Place(int department, int question) => ((department * Questions.Length) + question) * 2;
    }

    private static string Answer(List<Deeds>[] world)
    {
        var results = new Disclosure(Smallest).Of(world.SelectMany((people, department) => people.Select(deeds => ((string?)$"{(char)('a' + department)}", deeds))));
        var total = results.Total;
        var list = world.SelectMany(people => people)
            .Select(deeds => string.Concat(Bit(total.Opened, deeds.Opened), Bit(total.Clicked, deeds.Clicked), Bit(total.Submitted, deeds.Submitted), Bit(total.Reported, deeds.Reported)))
            .Order(StringComparer.Ordinal);
        return string.Join(' ', results.Groups.Select(group => Figures(group.Counts))) + Figures(total) + string.Concat(list);

        static string Bit(int? figure, bool did) => figure is null ? "" : did ? "x" : "-";

        static string Figures(DisclosedCounts counts) => $"[{counts.Opened},{counts.Clicked},{counts.Submitted},{counts.Reported}]";
    }

    private static IEnumerable<List<Deeds>[]> Worlds(int[] sizes, Deeds[] kinds) => sizes.Aggregate(
        (IEnumerable<List<Deeds>[]>)[[]], (worlds, size) =>
        {
            var departments = Departments(size, kinds).ToList();
            return worlds.SelectMany(_ => departments, (world, people) => (List<Deeds>[])[.. world, people]);
        });

    /// <summary>All ways to fill a department, whoever it is that did it.</summary>
    private static IEnumerable<List<Deeds>> Departments(int size, ReadOnlyMemory<Deeds> kinds)
    {
        if (kinds.Length == 1)
        {
            return [[.. Enumerable.Repeat(kinds.Span[0], size)]];
        }

        return Enumerable.Range(0, size + 1).SelectMany(
            count => Departments(size - count, kinds[1..]), (count, rest) => (List<Deeds>)[.. Enumerable.Repeat(kinds.Span[0], count), .. rest]);
    }
}
