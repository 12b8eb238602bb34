using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>A file that a lesson is made of, for whoever may see the lesson.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Url">Works without signing in until <paramref name="UrlExpiresAt"/>, five minutes at most; ask again for another.</param>
public sealed record LessonFileRow(string Name, string MediaType, long Size, string Url, DateTimeOffset UrlExpiresAt);

/// <summary>The files that lessons are made of.</summary>
internal sealed class LessonFiles(IRepository<ContentFile> files, ContentLinks links)
{
    /// <returns>The lesson with what its file knows of itself; an error if it can't be made of it.</returns>
    public async Task<ErrorOr<LessonBody>> Check(LessonBody body, CancellationToken ct)
    {
        if (body.ContentId is not { } id)
        {
            return body;
        }

        return await files.GetByIdAsync(id, ct) is { } file ? body.MadeOf(file) : ContentErrors.NotFound;
    }

    /// <summary>
    /// Keeps what is being published, whatever becomes of the files. What the course teaches already goes on with a file that has been deleted since.
    /// </summary>
    /// <param name="lessons">What is being published.</param>
    /// <param name="latest">The newest version; null if there is none.</param>
    /// <param name="ct">Ends it in the middle.</param>
    /// <returns>How long each own video is, by the content of its lesson.</returns>
    public async Task<ErrorOr<Dictionary<Guid, int>>> Freeze(
        IReadOnlyCollection<LessonContent> lessons, CourseVersion? latest, CancellationToken ct)
    {
        var ids = lessons.Select(lesson => lesson.Body.ContentId).OfType<Guid>().Distinct().ToList();
        var byId = ids.Count == 0 ? [] : (await files.ListAsync(new TeachableFilesSpec(ids), ct)).ToDictionary(file => file.Id);
        var taught = latest?.Outline.Lessons.Select(lesson => lesson.ContentId).ToHashSet() ?? [];
        var seconds = new Dictionary<Guid, int>();
        foreach (var lesson in lessons)
        {
            if (lesson.Body.ContentId is not { } id)
            {
                continue;
            }

            if (!byId.TryGetValue(id, out var file)
                || (file.DeletedAt is not null && !taught.Contains(lesson.Id))
                || lesson.Body.MadeOf(file).IsError)
            {
                return CourseErrors.FileUnusable;
            }

            file.Teach();
            if (lesson.Body.SecondsToWatch(file) is { } length)
            {
                seconds[lesson.Id] = length;
            }
        }

        return seconds;
    }

    /// <returns>Null if there is nothing to show: no file, none any more, or a package, which is launched instead.</returns>
    public async Task<LessonFileRow?> Show(LessonBody body, CancellationToken ct) =>
        body is { Scorm: null, ContentId: { } id }
        && await files.SingleOrDefaultAsync(new TeachableFileSpec(id), ct) is { ObjectId: { } objectId } file
            ? new LessonFileRow(
                file.Name, file.MediaType, file.Size, links.ToFile(file.CompanyId, file.Id, objectId, file.Name, file.MediaType), links.ExpiresAt)
            : null;
}
