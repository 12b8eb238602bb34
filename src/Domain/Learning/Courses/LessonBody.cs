using ErrorOr;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Domain.Learning.Courses;

/// <summary>Exactly one member is set: the one of the lesson's <see cref="LessonKind"/>.</summary>
/// <param name="Markdown">CommonMark with tables.</param>
public sealed record LessonBody(
    string? Markdown = null,
    MailExercise? Exercise = null,
    Guid? QuizId = null,
    LessonVideo? Video = null,
    LessonDocument? Document = null,
    LessonScorm? Scorm = null)
{
    /// <summary>In characters.</summary>
    public const int MaxMarkdownLength = 100_000;

    public LessonKind? Kind => Kinds.ToList() is [var only] ? only : null;

    /// <summary>The file of the company that the lesson is made of, if it is made of one.</summary>
    public Guid? ContentId => Video?.ContentId ?? Document?.ContentId ?? Scorm?.ContentId;

    private IEnumerable<LessonKind> Kinds =>
        new (object? Part, LessonKind Kind)[]
        {
            (Markdown, LessonKind.Text),
            (Exercise, LessonKind.MailExercise),
            (QuizId, LessonKind.Quiz),
            (Video, LessonKind.Video),
            (Document, LessonKind.Document),
            (Scorm, LessonKind.Scorm),
        }.Where(candidate => candidate.Part is not null).Select(candidate => candidate.Kind);

    /// <summary>Whether the lesson can be made of this file.</summary>
    /// <returns>The lesson with what the file knows better.</returns>
    public ErrorOr<LessonBody> MadeOf(ContentFile file)
    {
        if (file.ObjectId is null)
        {
            return ContentErrors.NotReady;
        }

        return (this, file.Kind) switch
        {
            ({ Video: not null }, ContentKind.Video) or ({ Document: not null }, ContentKind.Document) => this,
            ({ Scorm: { } scorm }, ContentKind.ScormPackage) => scorm.Of(file.Scorm!).Then(known => this with { Scorm = known }),
            _ => LessonErrors.WrongFile,
        };
    }

    /// <summary>How much of a film there is to be watched, in seconds; null unless it is the company's own and that is known.</summary>
    public int? SecondsToWatch(ContentFile file) => Video is null ? null : file.DurationSeconds ?? Video.DurationSeconds;
}
