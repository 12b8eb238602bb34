using ErrorOr;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Domain.Learning.Courses;

/// <summary>A film: a file of the company's own, or one that an allowed host shows. Exactly one of the two is set.</summary>
/// <param name="ContentId">Of the file.</param>
/// <param name="EmbedUrl">Of the host's player, as <see cref="VideoHosts"/> makes it.</param>
/// <param name="DurationSeconds">As its author says; what the file says of itself goes before it.</param>
public sealed record LessonVideo(Guid? ContentId = null, string? EmbedUrl = null, int? DurationSeconds = null)
{
    /// <summary>A day.</summary>
    public const int MaxDurationSeconds = 24 * 60 * 60;
}

/// <summary>A file to be read: PDF and the like.</summary>
public sealed record LessonDocument(Guid ContentId);

/// <summary>When a lesson that runs by itself is done, should it not say so in the way of its standard.</summary>
public enum ScormCompletion
{
    /// <summary>When the package says that it is completed or passed.</summary>
    OnStatus,

    /// <summary>As soon as it has been opened: for packages that never say anything.</summary>
    OnLaunch,

    /// <summary>When the score that it reports reaches the pass mark.</summary>
    OnScore,
}

/// <summary>A SCORM package, or one part of it.</summary>
/// <param name="ItemId">Of the <see cref="ScormItem"/> that is launched; null only before the package has been looked at: the first.</param>
/// <param name="PassPercent">From 1 to 100, with <see cref="ScormCompletion.OnScore"/>; if its author gives none, the mastery score of the item.</param>
public sealed record LessonScorm(Guid ContentId, string? ItemId = null, ScormCompletion Completion = ScormCompletion.OnStatus, int? PassPercent = null)
{
    /// <returns>The same with everything filled in that the package knows.</returns>
    internal ErrorOr<LessonScorm> Of(ScormPackage package)
    {
        if (package.Items.FirstOrDefault(item => ItemId is null || item.Id == ItemId) is not { } launched)
        {
            return LessonErrors.ItemUnknown;
        }

        var mark = Completion == ScormCompletion.OnScore ? PassPercent ?? (int?)launched.MasteryScore : null;
        return Completion == ScormCompletion.OnScore && mark is null
            ? LessonErrors.PassMarkMissing
            : this with { ItemId = launched.Id, PassPercent = mark };
    }
}
