using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Content;

/// <summary>Bytes that are kept once, for all files of the company that are made of them.</summary>
public sealed class ContentBlob : AggregateRoot, ICompanyOwned
{
    private ContentBlob(Guid companyId, Guid objectId, string sha256, long size, bool hasThumbnail, ScormPackage? scorm, int? durationSeconds, DateTimeOffset now)
        : base(now)
    {
        CompanyId = companyId;
        ObjectId = objectId;
        Sha256 = sha256;
        Size = size;
        HasThumbnail = hasThumbnail;
        Scorm = scorm;
        DurationSeconds = durationSeconds;
        Files = 1;
    }

    private ContentBlob()
    {
        Sha256 = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The name of the bytes in the store: never used twice, so that to remove it late does no harm.</summary>
    public Guid ObjectId { get; private set; }

    /// <summary>In lower-case hexadecimal digits.</summary>
    public string Sha256 { get; private set; }

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }

    public bool HasThumbnail { get; private set; }

    /// <summary>Null unless it is a package; then its files lie unpacked in the store, too.</summary>
    public ScormPackage? Scorm { get; private set; }

    /// <summary>Of a video whose header says it.</summary>
    public int? DurationSeconds { get; private set; }

    /// <summary>How many files need it.</summary>
    public int Files { get; private set; }

    /// <param name="file">The first file that needs it: its bytes are those that are kept.</param>
    public static ContentBlob For(
        ContentFile file, string sha256, bool hasThumbnail, ScormPackage? scorm, int? durationSeconds, DateTimeOffset now) =>
        new(file.CompanyId, file.Id, sha256, file.Size, hasThumbnail, scorm, durationSeconds, now);

    public void Share() => Files++;

    /// <summary>A file does not need it any more.</summary>
    /// <returns>Whether nobody does.</returns>
    public bool Leave() => --Files == 0;
}
