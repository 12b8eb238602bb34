using System.Globalization;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class ScormRunTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_newest_message_wins_in_whatever_order_they_come()
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var run = ScormRun.Begin(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now);
            var messages = new List<ScormCommit>();
            for (var opening = 1; opening <= 3; opening++)
            {
                run.Open();
                messages.AddRange(Enumerable.Range(1, 4).Select(sequence => Message(opening, sequence)));
            }

            var arriving = messages.Concat(messages.Take(5)).OrderBy(_ => random.Next()).ToList();
            arriving.ForEach(message => run.Take(message, ScormVersion.Scorm2004, Now));

            (run.Opening, run.Sequence).ShouldBe((3, 4));
            run.Data.Elements["cmi.location"].ShouldBe("3.4");
        }
    }

    [Fact]
    public void Times_of_all_openings_are_added_up_and_none_twice()
    {
        var run = ScormRun.Begin(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now);
        run.Entry(ScormVersion.Scorm2004).ShouldBe("ab-initio");
        run.Open();
        foreach (var sequence in (int[])[1, 2, 2, 3])
        {
            run.Take(Message(1, sequence), ScormVersion.Scorm2004, Now);
        }

        run.TotalSeconds.ShouldBe(30);
        run.Entry(ScormVersion.Scorm2004).ShouldBe("resume");
        run.Open();
        run.Take(Message(2, 1), ScormVersion.Scorm2004, Now).ShouldBeTrue();
        run.TotalSeconds.ShouldBe(40);
        run.Take(Message(7, 1), ScormVersion.Scorm2004, Now).ShouldBeFalse("nobody has opened it so often");
    }

    [Fact]
    public void What_a_partial_message_leaves_out_stays()
    {
        var run = ScormRun.Begin(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now);
        run.Open();
        var whole = Data("cmi.location=1;cmi.exit=normal;cmi.suspend_data=s;cmi.interactions.0.id=a;cmi.comments_from_learner.0.comment=c");
        run.Take(new ScormCommit(1, 1, whole), ScormVersion.Scorm2004, Now);

        run.Take(new ScormCommit(1, 2, Data("cmi.location=2;cmi.suspend_data=t"), IsPartial: true), ScormVersion.Scorm2004, Now).ShouldBeTrue();
        run.Data.Elements.ShouldBe(Data("cmi.location=2;cmi.suspend_data=t;cmi.interactions.0.id=a;cmi.comments_from_learner.0.comment=c").Elements, ignoreOrder: true);
        run.Take(new ScormCommit(1, 3, Data("cmi.location=3;cmi.interactions.0.id=b"), IsPartial: true), ScormVersion.Scorm2004, Now);
        run.Data.Elements.ShouldBe(Data("cmi.location=3;cmi.suspend_data=t;cmi.interactions.0.id=b;cmi.comments_from_learner.0.comment=c").Elements, ignoreOrder: true);
        run.Take(new ScormCommit(1, 4, Data("cmi.location=4")), ScormVersion.Scorm2004, Now);
        run.Data.Elements.ShouldBe(Data("cmi.location=4").Elements);
    }

    [Theory]
    [InlineData(ScormVersion.Scorm12, "cmi.core.lesson_status=passed;cmi.core.score.raw=64.5", true, 65)]
    [InlineData(ScormVersion.Scorm12, "cmi.core.lesson_status=completed;cmi.core.score.raw=64", false, 64)]
    [InlineData(ScormVersion.Scorm12, "cmi.core.lesson_status=completed;cmi.core.score.raw=16;cmi.core.score.max=20", true, 80)]
    [InlineData(ScormVersion.Scorm12, "cmi.core.lesson_status=completed", true, null)]
    [InlineData(ScormVersion.Scorm12, "cmi.core.lesson_status=failed;cmi.core.score.raw=5", false, 5)]
    [InlineData(ScormVersion.Scorm12, "cmi.core.lesson_status=browsed", null, null)]
    [InlineData(ScormVersion.Scorm2004, "cmi.success_status=passed;cmi.score.scaled=0.876", true, 88)]
    [InlineData(ScormVersion.Scorm2004, "cmi.completion_status=completed;cmi.success_status=failed;cmi.score.scaled=-0.5", false, 0)]
    [InlineData(ScormVersion.Scorm2004, "cmi.completion_status=completed;cmi.success_status=unknown", true, null)]
    [InlineData(ScormVersion.Scorm2004, "cmi.completion_status=incomplete;cmi.score.raw=NaN", null, null)]
    [InlineData(ScormVersion.Scorm2004, "", null, null)]
    public void What_a_package_says_means_done_failed_or_nothing_yet(ScormVersion version, string told, bool? isDone, int? score) =>
        ScormResult.Of(Data(told), version, masteryScore: 80).ShouldBe(new ScormResult(isDone, score));

    [Theory]
    [InlineData(ScormCompletion.OnStatus, "", false)]
    [InlineData(ScormCompletion.OnLaunch, "", true)]
    [InlineData(ScormCompletion.OnScore, "cmi.score.raw=69", false)]
    [InlineData(ScormCompletion.OnScore, "cmi.score.raw=70", true)]
    [InlineData(ScormCompletion.OnScore, "cmi.score.raw=90;cmi.success_status=failed", false)]
    [InlineData(ScormCompletion.OnStatus, "cmi.completion_status=completed;cmi.success_status=unknown;cmi.score.scaled=0.3", true)]
    [InlineData(ScormCompletion.OnScore, "cmi.completion_status=completed;cmi.success_status=unknown;cmi.score.scaled=0.3", false)]
    [InlineData(ScormCompletion.OnScore, "cmi.completion_status=completed;cmi.success_status=unknown;cmi.score.scaled=0.7", true)]
    [InlineData(ScormCompletion.OnScore, "cmi.completion_status=completed;cmi.success_status=passed;cmi.score.scaled=0.3", true)]
    [InlineData(ScormCompletion.OnScore, "cmi.completion_status=completed;cmi.success_status=failed;cmi.score.scaled=0.3", false)]
    [InlineData(ScormCompletion.OnScore, "cmi.completion_status=completed", false)]
    [InlineData(ScormCompletion.OnScore, "cmi.success_status=passed", true)]
    public void The_rule_of_the_lesson_decides_where_the_package_is_silent(ScormCompletion completion, string told, bool isDone) =>
        Target(ScormVersion.Scorm2004, completion).ResultOf(Data(told)).IsDone.ShouldBe(isDone);

    [Theory]
    [InlineData("cmi.core.lesson_status=completed;cmi.core.score.raw=69", null, false)]
    [InlineData("cmi.core.lesson_status=completed;cmi.core.score.raw=70", null, true)]
    [InlineData("cmi.core.lesson_status=completed;cmi.core.score.raw=75", 80d, false)]
    [InlineData("cmi.core.lesson_status=completed", 80d, false)]
    [InlineData("cmi.core.lesson_status=passed;cmi.core.score.raw=30", null, true)]
    public void A_package_of_scorm_12_is_held_to_the_mark_of_the_lesson_too(string told, double? masteryScore, bool isDone) =>
        Target(ScormVersion.Scorm12, ScormCompletion.OnScore, masteryScore).ResultOf(Data(told)).IsDone.ShouldBe(isDone);

    [Fact]
    public void Solutions_are_not_for_the_person_to_read() =>
        Data("cmi.location=1;cmi.interactions.0.learner_response=a;cmi.interactions.0.correct_responses.0.pattern=b").WithoutSolutions
            .ShouldBe(Data("cmi.location=1;cmi.interactions.0.learner_response=a").Elements, ignoreOrder: true);

    [Theory]
    [InlineData("0001:30:05.25", 5405.25)]
    [InlineData("00:00:00", 0d)]
    [InlineData("1:00:00", null)]
    [InlineData("PT1H", null)]
    [InlineData("", null)]
    public void Time_spans_are_those_of_scorm_12(string text, double? seconds) => (ScormTime.ReadSpan(text)?.TotalSeconds).ShouldBe(seconds);

    [Theory]
    [InlineData("PT1H30M5.25S", 5405.25)]
    [InlineData("P1DT1S", 86401d)]
    [InlineData("0001:30:05.25", null)]
    [InlineData("P99999999999999Y", null)]
    public void Durations_are_those_of_iso_8601(string text, double? seconds) => (ScormTime.ReadDuration(text)?.TotalSeconds).ShouldBe(seconds);

    [Fact]
    public void Times_are_written_as_each_standard_wants_them()
    {
        ScormTime.Write(ScormVersion.Scorm12, 5405).ShouldBe("0001:30:05");
        ScormTime.Write(ScormVersion.Scorm2004, 5405).ShouldBe("PT1H30M5S");
    }

    private static ScormTarget Target(ScormVersion version, ScormCompletion completion, double? masteryScore = null) => new(
        Guid.Empty,
        Guid.Empty,
        version,
        Guid.Empty,
        new ScormItem("i", "Item", "index.html", "", masteryScore),
        new LessonScorm(Guid.Empty, "i", completion, PassPercent: 70));

    private static ScormCommit Message(int opening, int sequence) => new(opening, sequence, Data(string.Create(
        CultureInfo.InvariantCulture, $"cmi.location={opening}.{sequence};cmi.session_time=PT{sequence * 10}S")));

    private static ScormData Data(string told) => new(told.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(element => element.Split('=')).ToDictionary(element => element[0], element => element[1], StringComparer.Ordinal));
}
