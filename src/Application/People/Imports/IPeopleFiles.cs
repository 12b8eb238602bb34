namespace SecurityTraining.Application.People.Imports;

/// <summary>Tables of people as spreadsheets and personnel systems save them, in whichever encoding and with whichever separator.</summary>
public interface IPeopleFiles
{
    /// <param name="content">Stays the caller's to dispose, after the file.</param>
    /// <param name="ct">Ends the look at the content.</param>
    Task<IPeopleFile> Open(Stream content, CancellationToken ct);
}

/// <summary>Read from the beginning to the end, record by record; the first one is the header.</summary>
public interface IPeopleFile : IDisposable
{
    int PercentRead { get; }

    /// <returns>Null after the last one. Empty lines are no records.</returns>
    Task<FileRecord?> Read(CancellationToken ct);
}

/// <param name="Line">The line of the file, counted from 1, on which the record begins: it can go on over several.</param>
/// <param name="Problem">Why the cells cannot be trusted; null if they can.</param>
public sealed record FileRecord(int Line, IReadOnlyList<string> Cells, string? Problem);
