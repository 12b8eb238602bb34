using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.People;

public enum ImportStatus
{
    Queued,
    Running,
    Completed,
    Failed,
}

/// <summary>
/// One CSV file on its way into the company. Worked off in portions, each in one transaction together with
/// <see cref="NextLine"/>, so that a killed worker's successor goes on where the last committed portion ended.
/// </summary>
public sealed class PeopleImport : AggregateRoot, ICompanyOwned
{
    public const int MaxFileBytes = 32 * 1024 * 1024;
    public const int MaxLines = 100_000;

    /// <summary>More errors are counted as skipped lines but not kept: nobody reads them.</summary>
    public const int MaxErrors = 1000;

    private PeopleImport(Guid companyId, Guid requestedBy, string fileKey, string fileName, bool dryRun, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        RequestedBy = requestedBy;
        FileKey = fileKey;
        FileName = fileName;
        DryRun = dryRun;
        CreatedAt = now;
    }

    private PeopleImport()
    {
        FileKey = FileName = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid RequestedBy { get; private set; }

    /// <summary>Where the file store keeps the uploaded file.</summary>
    public string FileKey { get; private set; }

    public string FileName { get; private set; }

    /// <summary>Says what would happen, and changes nobody.</summary>
    public bool DryRun { get; private set; }

    public ImportStatus Status { get; private set; }

    /// <summary>Percent, 0–100.</summary>
    public int Progress { get; private set; }

    /// <summary>How many data records have been worked off, good and bad.</summary>
    public int NextLine { get; private set; }

    public int Created { get; private set; }

    public int Updated { get; private set; }

    /// <summary>Records that were left out because of an error.</summary>
    public int Skipped { get; private set; }

    public IReadOnlyList<ImportError> Errors { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public bool IsFinished => Status is ImportStatus.Completed or ImportStatus.Failed;

    public static PeopleImport Queue(
        Guid companyId, Guid requestedBy, string fileKey, string fileName, bool dryRun, DateTimeOffset now) =>
        new(companyId, requestedBy, fileKey, fileName, dryRun, now);

    public void Advance(ImportPortion portion)
    {
        Status = ImportStatus.Running;
        NextLine += portion.Lines;
        Created += portion.Created;
        Updated += portion.Updated;
        Skipped += portion.Skipped;
        Progress = Math.Clamp(portion.Progress, Progress, 99);
        if (portion.Errors.Count > 0 && Errors.Count < MaxErrors)
        {
            Errors = [.. Errors, .. portion.Errors.Take(MaxErrors - Errors.Count)];
        }
    }

    public void Complete(DateTimeOffset now)
    {
        Status = ImportStatus.Completed;
        Progress = 100;
        FinishedAt = now;
    }

    /// <summary>The file as a whole cannot be read, or not to its end; what has been taken before stays.</summary>
    public void Fail(IReadOnlyList<ImportError> errors, DateTimeOffset now)
    {
        Status = ImportStatus.Failed;
        Errors = [.. Errors, .. errors];
        FinishedAt = now;
    }
}

/// <param name="Line">The line of the file, counted from 1, on which the record begins; 0 for the file as a whole.</param>
/// <param name="Field">The column, as the import knows it.</param>
public sealed record ImportError(int Line, string Field, string Message);

/// <summary>What became of some consecutive records.</summary>
/// <param name="Progress">Percent of the file that has been read.</param>
public sealed record ImportPortion(int Lines, int Created, int Updated, int Skipped, int Progress, IReadOnlyList<ImportError> Errors);

public static class ImportErrors
{
    public static readonly Error NotFound = Error.NotFound("import_not_found", "There is no such import.");
    public static readonly Error OutOfStep = Error.Conflict("import_out_of_step", "Another worker has worked these records off already.");
    public static readonly Error Empty = Error.Validation("file_empty", "The file is empty.");
    public static readonly Error TooLarge = Error.Custom(413, "file_too_large", $"A file may have at most {PeopleImport.MaxFileBytes / 1024 / 1024} MiB.");
}
