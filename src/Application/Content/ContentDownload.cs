using System.Text;
using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>A file for sending, in whole or in part.</summary>
/// <param name="Content">Can be read from anywhere; the receiver's to dispose.</param>
/// <param name="Tag">Names the bytes: others have another one.</param>
public sealed record ContentDownload(Stream Content, string MediaType, string ContentDisposition, string Tag, DateTimeOffset CreatedAt)
{
    private const string Plain = "!#$&+-.^_`|~";

    /// <summary>Only what no browser runs is shown in place (RFC 6266; the name is for both old and new readers).</summary>
    internal static string Disposition(string name, string mediaType)
    {
        var way = ContentType.MayBeShownInPlace(mediaType) ? "inline" : "attachment";
        var ascii = string.Concat(name.Select(character => char.IsAscii(character) && character is not ('"' or '\\' or '%') ? character : '_'));
        var encoded = string.Concat(Encoding.UTF8.GetBytes(name).Select(octet =>
            char.IsAsciiLetterOrDigit((char)octet) || Plain.Contains((char)octet, StringComparison.Ordinal) ? ((char)octet).ToString() : $"%{octet:X2}"));
        return $"{way}; filename=\"{ascii}\"; filename*=UTF-8''{encoded}";
    }
}

/// <summary>Opens the current company's files.</summary>
internal sealed class ContentOpener(IRepository<ContentFile> files, IFileStore store)
{
    public async Task<ErrorOr<ContentDownload>> Open(Guid fileId, ContentUse use, CancellationToken ct) =>
        await Open(await files.GetByIdAsync(fileId, ct), use, ct);

    /// <summary>For whoever was shown the way: learners still are when the file is deleted.</summary>
    public async Task<ErrorOr<ContentDownload>> OpenLinked(ContentLink link, CancellationToken ct) =>
        await Open(await files.SingleOrDefaultAsync(new TeachableFileSpec(link.SubjectId), ct), link.Use, ct);

    private async Task<ErrorOr<ContentDownload>> Open(ContentFile? file, ContentUse use, CancellationToken ct)
    {
        if (file is null)
        {
            return ContentErrors.NotFound;
        }

        if (file.ObjectId is not { } objectId)
        {
            return ContentErrors.NotReady;
        }

        return use == ContentUse.Thumbnail
            ? await OpenThumbnail(file, objectId, ct)
            : new ContentDownload(
                new StoredStream(store, ContentKeys.Kept(file.CompanyId, objectId), file.Size),
                file.MediaType,
                ContentDownload.Disposition(file.Name, file.MediaType),
                file.Sha256!,
                file.CreatedAt);
    }

    private async Task<ErrorOr<ContentDownload>> OpenThumbnail(ContentFile file, Guid objectId, CancellationToken ct)
    {
        var key = ContentKeys.Thumbnail(file.CompanyId, objectId);
        return file.HasThumbnail && await store.Length(key, ct) is { } length
            ? new ContentDownload(new StoredStream(store, key, length), IThumbnails.MediaType, "inline", $"{file.Sha256}-thumbnail", file.CreatedAt)
            : ContentErrors.NoThumbnail;
    }
}

/// <summary>A file that is there, or that published courses go on teaching with.</summary>
internal sealed class TeachableFileSpec : SingleResultSpecification<ContentFile>
{
    public TeachableFileSpec(Guid id) => Query.Where(file => file.Id == id && (file.DeletedAt == null || file.IsTaught)).IncludeDeleted();
}
