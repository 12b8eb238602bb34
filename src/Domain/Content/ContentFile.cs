using ErrorOr;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Content;

public enum ContentKind
{
    Image,
    Video,
    Document,

    /// <summary>A ZIP archive with an <c>imsmanifest.xml</c>.</summary>
    ScormPackage,
}

public enum ContentStatus
{
    /// <summary>A worker has yet to look at it.</summary>
    Processing,

    /// <summary>May be shown.</summary>
    Ready,

    /// <summary>Was not what it should be; its bytes are gone.</summary>
    Rejected,
}

/// <summary>
/// A file that a company teaches with. Its bytes belong to a <see cref="ContentBlob"/>, which equal files of the company share.
/// </summary>
public sealed class ContentFile : AggregateRoot, ICompanyOwned
{
    /// <summary>Of a SHA-256 in lower-case hexadecimal digits.</summary>
    public const int Sha256Length = 64;

    public const int MaxRejectionLength = 60;

    private ContentFile(ContentUpload upload, long size, DateTimeOffset now)
    {
        Id = upload.Id;
        CompanyId = upload.CompanyId;
        Name = upload.Name;
        Kind = upload.Type.Kind;
        MediaType = upload.Type.MediaType;
        Size = size;
        Sha256 = upload.Sha256;
        CreatedBy = upload.CreatedBy;
        CreatedAt = now;
    }

    private ContentFile()
    {
        Name = MediaType = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    public string MediaType { get; private set; }

    public ContentKind Kind { get; private set; }

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }

    /// <summary>In lower-case hexadecimal digits; before the check what the uploader has announced, if anything.</summary>
    public string? Sha256 { get; private set; }

    public ContentStatus Status { get; private set; }

    /// <summary>The code of the error that made it <see cref="ContentStatus.Rejected"/>.</summary>
    public string? Rejection { get; private set; }

    /// <summary>Null unless it is ready.</summary>
    public Guid? BlobId { get; private set; }

    /// <summary>The name of the bytes in the store; null unless it is ready.</summary>
    public Guid? ObjectId { get; private set; }

    public bool HasThumbnail { get; private set; }

    /// <summary>What a ready package says of itself.</summary>
    public ScormPackage? Scorm { get; private set; }

    /// <summary>Of a ready video whose header says it; null: not known.</summary>
    public int? DurationSeconds { get; private set; }

    /// <summary>A published version of a course is made of it: its bytes stay even when it is deleted.</summary>
    public bool IsTaught { get; private set; }

    /// <summary>The person, or the API key.</summary>
    public Guid CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>The upload is complete: from now on there is a file, under the upload's id.</summary>
    public static ContentFile Of(ContentUpload upload, long size, DateTimeOffset now) => new(upload, size, now);

    /// <summary>All checks have passed, and <paramref name="blob"/> holds the bytes.</summary>
    public void Publish(ContentBlob blob)
    {
        Status = ContentStatus.Ready;
        Sha256 = blob.Sha256;
        BlobId = blob.Id;
        ObjectId = blob.ObjectId;
        HasThumbnail = blob.HasThumbnail;
        Scorm = blob.Scorm;
        DurationSeconds = blob.DurationSeconds;
    }

    /// <summary>From now on people learn with it; versions of courses never go away.</summary>
    public void Teach() => IsTaught = true;

    /// <param name="code">Of the error that says why.</param>
    public void Reject(string code)
    {
        Status = ContentStatus.Rejected;
        Rejection = code;
    }

    /// <summary>Takes it out of everybody's sight but that of the learners who need it.</summary>
    public void Delete(DateTimeOffset now)
    {
        DeletedAt = now;
        if (IsTaught)
        {
            return;
        }

        BlobId = ObjectId = null;
        HasThumbnail = false;
    }
}

public static class ContentErrors
{
    private const int PayloadTooLarge = 413;
    private const int UnsupportedMediaType = 415;

    public static readonly Error NotFound = Error.NotFound("content_not_found", "There is no such file.");
    public static readonly Error UploadNotFound = Error.NotFound("content_upload_not_found", "There is no such upload, or its time is over.");
    public static readonly Error NotReady = Error.Conflict("content_not_ready", "The file is still being checked, or was rejected.");
    public static readonly Error NotUploaded = Error.Conflict("content_not_uploaded", "Nothing has been uploaded yet.");
    public static readonly Error NoThumbnail = Error.NotFound("content_thumbnail_not_found", "The file has no thumbnail.");
    public static readonly Error LinkInvalid = Error.Forbidden("content_link_invalid", "The link is not valid, or not any more.");
    public static readonly Error Missing = Error.Validation("content_missing", "Send one file, as a part of a multipart form.");
    public static readonly Error Empty = Error.Failure("content_empty", "The file is empty.");
    public static readonly Error NameInvalid = Error.Validation(
        "content_name_invalid",
        $"A file name has at most {ContentName.MaxLength} characters: no path, no control characters, none that turn the direction of writing.");

    public static readonly Error SizeMismatch = Error.Failure("content_size_mismatch", "The file has another size than was announced.");
    public static readonly Error HashMismatch = Error.Failure("content_hash_mismatch", "The file has another SHA-256 than was announced.");
    public static readonly Error TypeMismatch = Error.Custom(
        UnsupportedMediaType, "content_type_mismatch", "What the file holds is not what its name says.");

    public static readonly Error Polyglot = Error.Custom(
        UnsupportedMediaType, "content_ambiguous", "The file can be read as more than one type.");

    public static readonly Error Broken = Error.Failure("content_broken", "The file is damaged or cut short.");
    public static readonly Error Macros = Error.Custom(UnsupportedMediaType, "content_has_macros", "The document holds macros.");
    public static readonly Error Bomb = Error.Failure("content_unpacks_too_large", "The file would take too much room when it is opened.");
    public static readonly Error Infected = Error.Failure("content_infected", "The virus scanner has found something in the file.");
    public static readonly Error Unscanned = Error.Failure("content_not_scanned", "The virus scanner could not look at the file.");

    public static readonly Error TypeRefused = Error.Custom(
        UnsupportedMediaType, "content_type_refused", $"Files of this type are not taken. Known: {string.Join(", ", ContentType.Extensions)}.");

    /// <param name="allowed">In bytes, by the company's plan.</param>
    public static Error QuotaExceeded(long allowed)
    {
        var plan = Plan.Cheapest(PlanLimit.StorageBytes, allowed + 1);
        return Error.Conflict(
            "content_quota_exceeded",
            $"The company's storage is full. Delete what is not needed any more.{PlanErrors.Offer(plan)}",
            PlanErrors.Facts(PlanErrors.LimitName(PlanLimit.StorageBytes), allowed, plan));
    }

    public static Error TooLarge(long most) => Error.Custom(
        PayloadTooLarge, "content_too_large", $"A file of this kind may have at most {most / 1024 / 1024} MiB.");
}
