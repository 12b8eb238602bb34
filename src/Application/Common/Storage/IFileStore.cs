namespace SecurityTraining.Application.Common.Storage;

/// <summary>Files by key; keys are made by the service, never taken from a caller.</summary>
public interface IFileStore
{
    /// <summary>Writes the whole file or nothing.</summary>
    Task Write(string key, Stream content, CancellationToken ct);

    /// <returns>Null if there is no such file. The caller disposes the stream.</returns>
    Task<Stream?> OpenRead(string key, CancellationToken ct);

    Task Delete(string key, CancellationToken ct);
}
