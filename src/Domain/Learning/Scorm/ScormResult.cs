using SecurityTraining.Domain.Content;

namespace SecurityTraining.Domain.Learning.Scorm;

/// <summary>What a package's data means for the course.</summary>
/// <param name="IsDone">False: it has been failed. Null: the package says nothing of it, or the person is still under way.</param>
/// <param name="Score">0 to 100; null before there is one.</param>
public sealed record ScormResult(bool? IsDone, int? Score)
{
    private const string Passed = "passed";
    private const string Failed = "failed";
    private const string Completed = "completed";

    /// <param name="masteryScore">From the manifest, 0 to 100: whoever reaches it has passed, unless the package itself has said.</param>
    /// <param name="isCompletedEnough">Whether who has completed it is done where nothing says that they have passed.</param>
    public static ScormResult Of(ScormData data, ScormVersion version, double? masteryScore, bool isCompletedEnough = true)
    {
        bool? completed = isCompletedEnough ? true : null;
        return version == ScormVersion.Scorm12 ? OfScorm12(data, masteryScore, completed) : OfScorm2004(data, completed);
    }

    private static ScormResult OfScorm12(ScormData data, double? masteryScore, bool? completed)
    {
        var score = Percent(data, "cmi.core.score");
        return data.Value("cmi.core.lesson_status") switch
        {
            Passed => new ScormResult(true, score),
            Failed => new ScormResult(false, score),
            Completed => new ScormResult(score is null || masteryScore is null ? completed : score >= masteryScore, score),
            _ => new ScormResult(null, score),
        };
    }

    /// <summary>Who has passed is done; who has completed it may be, unless they have failed.</summary>
    private static ScormResult OfScorm2004(ScormData data, bool? completed)
    {
        var score = data.Number("cmi.score.scaled") is { } scaled ? Whole(scaled * 100) : Percent(data, "cmi.score");
        return (data.Value("cmi.success_status"), data.Value("cmi.completion_status")) switch
        {
            (Passed, _) => new ScormResult(true, score),
            (Failed, _) => new ScormResult(false, score),
            (_, Completed) => new ScormResult(completed, score),
            _ => new ScormResult(null, score),
        };
    }

    /// <summary>Raw scores mean percent, unless the package says what the least and the most are.</summary>
    private static int? Percent(ScormData data, string score)
    {
        var (least, most) = (data.Number($"{score}.min") ?? 0, data.Number($"{score}.max") ?? 100);
        return data.Number($"{score}.raw") is { } raw && most > least ? Whole((raw - least) / (most - least) * 100) : null;
    }

    private static int Whole(double percent) => (int)Math.Round(Math.Clamp(percent, 0, 100), MidpointRounding.AwayFromZero);
}
