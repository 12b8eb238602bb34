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

    /// <summary>The code of an import that would deactivate too many people unconfirmed.</summary>
    public const string MassDeactivation = "mass_deactivation";

    /// <summary>How many people of each kind are shown one by one.</summary>
    public const int MaxSamples = 100;

    /// <summary>In percent of the active people: to deactivate more of them than this needs to be confirmed.</summary>
    public const int MassDeactivationPercent = 10;

    /// <summary>How long an import and its file are kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    private PeopleImport(
        Guid companyId, Guid requestedBy, string fileKey, string fileName, ImportOptions options, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        RequestedBy = requestedBy;
        FileKey = fileKey;
        FileName = fileName;
        (DryRun, DeactivateMissing, IsConfirmed) = options;
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

    /// <summary>Active people whom the file does not name are deactivated.</summary>
    public bool DeactivateMissing { get; private set; }

    /// <summary>Even if that are more than <see cref="MassDeactivationPercent"/>.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>False once somebody whom it names has been erased, or when it is too old.</summary>
    public bool HasFile { get; private set; } = true;

    public ImportStatus Status { get; private set; }

    /// <summary>Percent, 0–100.</summary>
    public int Progress { get; private set; }

    /// <summary>How many data records have been worked off, good and bad.</summary>
    public int NextLine { get; private set; }

    public int Created { get; private set; }

    public int Updated { get; private set; }

    /// <summary>Known already just as the file says.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Active people whom the file does not name.</summary>
    public int Missing { get; private set; }

    public int Deactivated { get; private set; }

    /// <summary>Some people of each kind, one by one.</summary>
    public ImportSamples Samples { get; private set; } = ImportSamples.None;

    /// <summary>Records that were left out because of an error.</summary>
    public int Skipped { get; private set; }

    public IReadOnlyList<ImportError> Errors { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public bool IsFinished => Status is ImportStatus.Completed or ImportStatus.Failed;

    public static PeopleImport Queue(
        Guid companyId, Guid requestedBy, string fileKey, string fileName, ImportOptions options, DateTimeOffset now) =>
        new(companyId, requestedBy, fileKey, fileName, options, now);

    public void Advance(ImportPortion portion)
    {
        Status = ImportStatus.Running;
        NextLine += portion.Lines;
        Created += portion.Created;
        Updated += portion.Updated;
        Unchanged += portion.Unchanged;
        Samples = Samples.With(portion.Samples);
        Skipped += portion.Skipped;
        Progress = Math.Clamp(portion.Progress, Progress, 99);
        Note(portion.Errors);
    }

    /// <summary>Writes down whom the file does not name, and refuses to go on if too many would be deactivated unconfirmed.</summary>
    /// <param name="missing">How many of the active people.</param>
    /// <param name="active">How many active people there are.</param>
    /// <param name="samples">Some of those who are missing.</param>
    /// <param name="now">When an import that is refused has ended.</param>
    public void FindMissing(int missing, int active, IReadOnlyList<ImportSample> samples, DateTimeOffset now)
    {
        Missing = missing;
        Samples = Samples with { Missing = [.. samples.Take(MaxSamples)] };
        if (!DeactivateMissing || IsConfirmed || missing * 100L <= (long)active * MassDeactivationPercent)
        {
            return;
        }

        var refusal = new ImportError(
            Line: 0, "", $"{missing} of {active} active people are not in the file. To deactivate so many, repeat the import with confirm=true.", MassDeactivation);
        if (DryRun)
        {
            Note([refusal]);
        }
        else
        {
            Fail([refusal], now);
        }
    }

    public void Deactivate(int people)
    {
        Status = ImportStatus.Running;
        Deactivated += people;
    }

    /// <summary>Somebody whom the import names has been erased: what it shows of people goes, its numbers stay.</summary>
    /// <param name="withFile">Whether the file has gone, too.</param>
    public void ForgetPeople(bool withFile)
    {
        HasFile &= !withFile;
        Samples = ImportSamples.None;
    }

    private void Note(IReadOnlyList<ImportError> errors)
    {
        if (errors.Count > 0 && Errors.Count < MaxErrors)
        {
            Errors = [.. Errors, .. errors.Take(MaxErrors - Errors.Count)];
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
/// <param name="Code">For programs; null where the message says it all.</param>
public sealed record ImportError(int Line, string Field, string Message, string? Code = null);

/// <param name="DryRun">Say what would happen, and change nobody.</param>
/// <param name="DeactivateMissing">Deactivate active people whom the file does not name.</param>
/// <param name="IsConfirmed">Even if they are many.</param>
public sealed record ImportOptions(bool DryRun = false, bool DeactivateMissing = false, bool IsConfirmed = false);

/// <summary>The first people of each kind, by address.</summary>
public sealed record ImportSamples(
    IReadOnlyList<ImportSample> Created,
    IReadOnlyList<ImportSample> Updated,
    IReadOnlyList<ImportSample> Unchanged,
    IReadOnlyList<ImportSample> Missing)
{
    public static readonly ImportSamples None = new([], [], [], []);

    public ImportSamples With(ImportSamples more) => new(
        Joined(Created, more.Created), Joined(Updated, more.Updated), Joined(Unchanged, more.Unchanged), Joined(Missing, more.Missing));

    private static IReadOnlyList<ImportSample> Joined(IReadOnlyList<ImportSample> first, IReadOnlyList<ImportSample> more) =>
        first.Count >= PeopleImport.MaxSamples || more.Count == 0 ? first : [.. first, .. more.Take(PeopleImport.MaxSamples - first.Count)];
}

/// <param name="Line">Of the file; null for somebody who is not in it.</param>
/// <param name="Fields">What changes, by the names of the columns; empty unless somebody is updated.</param>
public sealed record ImportSample(int? Line, string Email, string Name, IReadOnlyList<string> Fields);

/// <summary>What became of some consecutive records.</summary>
/// <param name="Progress">Percent of the file that has been read.</param>
public sealed record ImportPortion(
    int Lines, int Created, int Updated, int Unchanged, int Skipped, int Progress, IReadOnlyList<ImportError> Errors, ImportSamples Samples);

public static class ImportErrors
{
    public static readonly Error NotFound = Error.NotFound("import_not_found", "There is no such import.");
    public static readonly Error FileGone = Error.NotFound("import_file_gone", "The file of this import is not kept any more.");
    public static readonly Error OutOfStep = Error.Conflict("import_out_of_step", "Another worker has worked these records off already.");
    public static readonly Error NotAllowedAnyMore = Error.Forbidden("import_not_allowed", "Whoever started the import may not change people any more.");
    public static readonly Error Empty = Error.Validation("file_empty", "The file is empty.");
    public static readonly Error TooLarge = Error.Custom(413, "file_too_large", $"A file may have at most {PeopleImport.MaxFileBytes / 1024 / 1024} MiB.");
}
