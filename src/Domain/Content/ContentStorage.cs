using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Content;

/// <summary>How much room a company's files take: those that are kept, and those that have been announced. One for each company.</summary>
public sealed class ContentStorage : AggregateRoot, ICompanyOwned
{
    private long _allowedBytes = ContentPolicy.QuotaBytes;

    private ContentStorage(Guid companyId)
    {
        // Two that are made at the same moment meet in the key, and one of them looks again.
        Id = CompanyId = companyId;
    }

    private ContentStorage()
    {
    }

    public Guid CompanyId { get; private set; }

    public long UsedBytes { get; private set; }

    public static ContentStorage Of(Guid companyId) => new(companyId);

    /// <summary>How much there may be: what the company's plan has room for.</summary>
    public void Allow(long bytes) => _allowedBytes = bytes;

    public ErrorOr<Success> Take(long bytes)
    {
        if (UsedBytes + bytes > _allowedBytes)
        {
            return ContentErrors.QuotaExceeded(_allowedBytes);
        }

        UsedBytes += bytes;
        return Result.Success;
    }

    public void GiveBack(long bytes) => UsedBytes -= bytes;
}

/// <summary>How much a company may bring in; the limits of single files are the operator's to set.</summary>
public sealed record ContentPolicy
{
    public const string Section = "Content";

    /// <summary>Of all files of a company together, equal ones counted once; unless its plan says otherwise.</summary>
    public const long QuotaBytes = 20 * Gibibyte;

    private const long Mebibyte = 1024 * 1024;
    private const long Gibibyte = 1024 * Mebibyte;

    public long MaxImageBytes { get; init; } = 20 * Mebibyte;

    public long MaxVideoBytes { get; init; } = 2 * Gibibyte;

    public long MaxDocumentBytes { get; init; } = 50 * Mebibyte;

    public long MaxPackageBytes { get; init; } = 500 * Mebibyte;

    public long MaxBytes(ContentKind kind) => kind switch
    {
        ContentKind.Image => MaxImageBytes,
        ContentKind.Video => MaxVideoBytes,
        ContentKind.Document => MaxDocumentBytes,
        _ => MaxPackageBytes,
    };
}
