using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Content;
using SecurityTraining.Application.Content.Scorm;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Application.Learning.Scorm;

/// <summary>
/// A file of the package that a launch has opened. The path is no place in any file system: it is looked up among the names that the package
/// had, and there is nothing else to be found with it.
/// </summary>
[Public]
public sealed record OpenScormFileQuery(string Token, string Path) : IQuery<ContentDownload>;

internal sealed class OpenScormFileHandler(ScormLaunches launches, IFileStore store) : IQueryHandler<OpenScormFileQuery, ContentDownload>
{
    public async Task<ErrorOr<ContentDownload>> Handle(OpenScormFileQuery request, CancellationToken cancellationToken)
    {
        var found = await launches.Find(request.Token, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var launch = found.Value;
        if (ScormPackage.PathOf(request.Path) is not { } path)
        {
            return ScormRunErrors.FileNotFound;
        }

        var key = ScormUnpacker.KeyOf(launch.CompanyId, launch.Target.ObjectId, path);
        return await store.Length(key, cancellationToken) is { } length
            ? new ContentDownload(
                new StoredStream(store, key, length), ScormMediaTypes.Of(path), "inline", $"{launch.Target.ObjectId:N}-{length}", launch.CreatedAt)
            : ScormRunErrors.FileNotFound;
    }
}
