using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class LurePickerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly LureOption[] Ladder = [.. Enum.GetValues<Difficulty>().Select(rung => Option(rung))];

    [Fact]
    public void Templates_come_as_often_as_their_weights_say()
    {
        LureOption[] options = [Option(weight: 1), Option(weight: 3)];
        var picker = new LurePicker(Guid.CreateVersion7(Now), LureSelection.Random, options);
        var heavy = Enumerable.Range(0, 4000).Count(_ => picker.Pick(Guid.CreateVersion7(Now), "en", [], Now).TemplateId == options[1].TemplateId);
        heavy.ShouldBeInRange(2850, 3150);
    }

    [Fact]
    public void Nobody_gets_a_template_again_before_they_have_had_all()
    {
        LureOption[] options = [.. Enumerable.Range(0, 6).Select(_ => Option())];
        var (person, past) = (Guid.CreateVersion7(Now), new List<PastLure>());
        for (var round = 0; round < 12; round++)
        {
            var choice = new LurePicker(Guid.CreateVersion7(Now), LureSelection.Random, options).Pick(person, "en", past, Now.AddDays(30 * round));
            choice.IsRepeat.ShouldBe(round >= 6);
            past.Add(Past(person, choice.TemplateId, round));
        }

        past.Take(6).Select(lure => lure.TemplateId).ShouldBeUnique();
        past.Skip(6).Select(lure => lure.TemplateId).ShouldBe(past.Take(6).Select(lure => lure.TemplateId), "the longest ago comes first");
    }

    [Fact]
    public void Whoever_resists_climbs_and_whoever_falls_for_it_goes_down()
    {
        Target().ShouldBe(Difficulty.ModerateToLeast);
        Target("reported").ShouldBe(Difficulty.Moderate);
        Target("ignored", "reported").ShouldBe(Difficulty.Very);
        Target("reported", "reported", "reported", "reported").ShouldBe(Difficulty.Very);
        Target("clicked").ShouldBe(Difficulty.Least);
        Target("reported", "reported", "submitted").ShouldBe(Difficulty.ModerateToLeast);
        Target("submitted", "reported").ShouldBe(Difficulty.ModerateToLeast, "nobody is lower than the lowest rung");
        Target("fresh").ShouldBe(Difficulty.ModerateToLeast, "whoever got it yesterday may still click");
    }

    [Fact]
    public void The_nearest_rung_is_taken_when_theirs_is_used_up()
    {
        var person = Guid.CreateVersion7(Now);
        var past = new[] { Past(person, Ladder[1].TemplateId, round: 0, reported: false, clicked: true), Past(person, Guid.CreateVersion7(Now), round: 1) };
        var choice = new LurePicker(Guid.CreateVersion7(Now), LureSelection.Adaptive, Ladder).Pick(person, "en", past, Now.AddDays(100));

        (choice.Target, choice.Resisted, choice.FellFor, choice.IsRepeat).ShouldBe((Difficulty.ModerateToLeast, 1, 1, false));
        choice.TemplateId.ShouldBeOneOf(Ladder[0].TemplateId, Ladder[2].TemplateId);
    }

    [Fact]
    public void What_came_of_a_lure_in_works_council_mode_counts_for_nothing_but_that_they_have_had_it()
    {
        var person = Guid.CreateVersion7(Now);
        var past = new[] { Past(person, Ladder[1].TemplateId, round: 0, reported: false) with { IsPseudonymous = true } };
        var choice = new LurePicker(Guid.CreateVersion7(Now), LureSelection.Adaptive, Ladder).Pick(person, "en", past, Now.AddDays(100));

        (choice.Target, choice.Resisted, choice.FellFor, choice.IsRepeat).ShouldBe((LurePicker.FirstRung, 0, 0, false));
        choice.TemplateId.ShouldNotBe(Ladder[1].TemplateId);
    }

    private static Difficulty? Target(params string[] past)
    {
        var person = Guid.CreateVersion7(Now);
        var lures = past.Select((what, round) => new PastLure(
            person,
            Guid.CreateVersion7(Now),
            what == "fresh" ? Now.AddDays(99) : Now.AddDays(round),
            Clicked: what is "clicked" or "submitted",
            Submitted: what == "submitted",
            Reported: what == "reported"));
        return new LurePicker(Guid.CreateVersion7(Now), LureSelection.Adaptive, Ladder).Pick(person, "en", [.. lures], Now.AddDays(100)).Target;
    }

    private static PastLure Past(Guid person, Guid template, int round, bool reported = true, bool clicked = false) =>
        new(person, template, Now.AddDays(30 * round), clicked, Submitted: false, reported);

    private static LureOption Option(Difficulty difficulty = Difficulty.Moderate, int weight = 1) =>
        new(Guid.CreateVersion7(Now), "en", difficulty, weight);
}
