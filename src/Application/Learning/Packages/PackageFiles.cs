using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Packages;

/// <summary>A file that lessons of a package are made of.</summary>
/// <param name="Id">What the lessons know it by; in a package that is read it says nothing about the company's own files.</param>
/// <param name="Name">What it is called where people see it.</param>
/// <param name="Entry">Where its bytes are in the archive; equal files share them.</param>
/// <param name="Size">In bytes, unpacked, as the archive says.</param>
/// <param name="Key">Where the store has its bytes; null in a package that is read.</param>
public sealed record PackageFile(Guid Id, string Name, string Entry, long Size, string? Key = null);

/// <summary>The files of a course on their way out of the company, and into it.</summary>
internal sealed class PackageFiles(
    IRepository<ContentFile> files,
    IRepository<ContentUpload> uploads,
    StorageAccount account,
    ContentPolicy policy,
    ContentReceiver receiver,
    ContentInspector inspector,
    IWorkQueue queue,
    TimeProvider clock)
{
    /// <returns>An error if one of the lessons can't be shown any more, or if they are too much for an archive.</returns>
    public async Task<ErrorOr<IReadOnlyList<PackageFile>>> Of(IEnumerable<LessonBody> bodies, CancellationToken ct)
    {
        var ids = bodies.Select(body => body.ContentId).OfType<Guid>().Distinct().ToList();
        var found = ids.Count == 0 ? [] : await files.ListAsync(new TeachableFilesSpec(ids), ct);
        if (found.Count < ids.Count || found.Exists(file => file.ObjectId is null))
        {
            return CourseErrors.FileUnusable;
        }

        if (found.Count > CoursePackage.MaxFiles || found.DistinctBy(file => file.Sha256).Sum(file => file.Size) > CoursePackage.MaxFileBytes)
        {
            return PackageErrors.TooLarge;
        }

        return found.ConvertAll(file => new PackageFile(
            file.Id,
            file.Name,
            $"files/{file.Sha256}{Path.GetExtension(file.Name).ToLowerInvariant()}",
            file.Size,
            ContentKeys.Kept(file.CompanyId, file.ObjectId!.Value)));
    }

    /// <summary>The bytes of one file, as of any upload: counted while they come, and looked at.</summary>
    public async Task<ErrorOr<Success>> Receive(ContentUpload upload, Stream content, CancellationToken ct) =>
        await (await receiver.Receive(upload, content, ct)).ThenAsync(size =>
            inspector.Inspect(ContentKeys.Incoming(upload.CompanyId, upload.Id), upload.Type, size, ct));

    /// <summary>All have arrived: a worker checks them as it checks every file.</summary>
    public async Task<ErrorOr<Success>> Complete(IReadOnlyCollection<ContentUpload> arrived, CancellationToken ct)
    {
        var (storage, now) = (await account.Get(ct), clock.GetUtcNow());
        foreach (var upload in arrived)
        {
            var file = upload.Complete(storage, policy, upload.Size!.Value, now);
            if (file.IsError)
            {
                return file.Errors;
            }

            uploads.Remove(upload);
            files.Add(file.Value);
            queue.Enqueue(WorkKind.ContentCheck, file.Value.Id, now);
        }

        return Result.Success;
    }

    /// <summary>Nothing comes of it: gives back the room, and takes away what has arrived.</summary>
    public async Task Forget(IReadOnlyCollection<ContentUpload> announced, CancellationToken ct)
    {
        var (storage, now) = (await account.Get(ct), clock.GetUtcNow());
        foreach (var upload in announced)
        {
            storage.GiveBack(upload.Size!.Value);
            uploads.Remove(upload);
            queue.Enqueue(WorkKind.ContentRemoval, upload.Id, now);
        }
    }
}
