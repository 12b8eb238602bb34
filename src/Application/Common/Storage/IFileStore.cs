namespace SecurityTraining.Application.Common.Storage;

/// <summary>Files by key; keys are made by the service, never taken from a caller.</summary>
public interface IFileStore
{
    /// <summary>Writes the whole file or nothing; of a long one only a part is in memory at a time.</summary>
    Task Write(string key, Stream content, CancellationToken ct);

    /// <returns>Null if there is no such file. The caller disposes the stream.</returns>
    Task<Stream?> OpenRead(string key, CancellationToken ct);

    /// <param name="offset">In bytes; within the file.</param>
    /// <param name="length">At most so many bytes are read.</param>
    /// <inheritdoc cref="OpenRead(string, CancellationToken)"/>
    Task<Stream?> OpenRead(string key, long offset, long length, CancellationToken ct);

    /// <returns>In bytes; null if there is no such file.</returns>
    Task<long?> Length(string key, CancellationToken ct);

    /// <summary>Once more does nothing: a file that is at its new place already stays there.</summary>
    /// <returns>False if there is no such file, at neither place.</returns>
    Task<bool> Move(string from, string to, CancellationToken ct);

    Task Delete(string key, CancellationToken ct);
}

/// <summary>
/// What somebody outside may do with one file of the store without passing through the service. Not every store has such a door: then all
/// answers are null.
/// </summary>
public interface IDirectFiles
{
    Uri? LinkTo(string key, FileAppearance appearance, TimeSpan lifetime);

    /// <param name="length">Exactly so many bytes.</param>
    Uri? LinkForUpload(string key, long length, TimeSpan lifetime);
}

/// <param name="ContentDisposition">As the header says it.</param>
public sealed record FileAppearance(string MediaType, string ContentDisposition);
