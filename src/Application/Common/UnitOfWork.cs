using ErrorOr;

namespace SecurityTraining.Application.Common;

/// <summary>One transaction around one command.</summary>
public interface IUnitOfWork
{
    /// <summary>
    /// Runs the handler, dispatches domain events until none remain, and commits if the answer carries no error; otherwise nothing has
    /// happened. Unique and concurrency violations come back as conflicts.
    /// </summary>
    Task<ErrorOr<T>> Run<T>(Func<CancellationToken, Task<ErrorOr<T>>> handler, CancellationToken ct);

    /// <summary>Writes what a query has noted for the audit log, in a transaction of its own.</summary>
    Task CommitNotes(CancellationToken ct);
}

public static class CommonErrors
{
    public const int PreconditionFailedStatus = 412;

    public static readonly Error Unauthenticated = Error.Unauthorized("unauthenticated", "Sign in first.");
    public static readonly Error Forbidden = Error.Forbidden("forbidden", "Your role does not allow this.");

    public static readonly Error ConcurrentChange = Error.Conflict(
        "concurrent_change", "Somebody else has changed this at the same time. Read it again and repeat the change.");

    public static readonly Error AlreadyExists = Error.Conflict("already_exists", "Something with these unique values exists already.");

    public static readonly Error PreconditionFailed = Error.Custom(
        PreconditionFailedStatus, "precondition_failed", "The resource has changed since the version that If-Match names.");

    /// <summary>Fails the command, but keeps what it has done: for what must be written down although the caller is refused.</summary>
    public static Error AndKeep(this Error error) => Error.Custom(
        (int)error.Type, error.Code, error.Description, new Dictionary<string, object>(error.Metadata?.AsEnumerable() ?? [], StringComparer.Ordinal) { [KeepKey] = true });

    public static bool KeepsChanges(this Error error) => error.Metadata?.ContainsKey(KeepKey) == true;

    private const string KeepKey = "keepChanges";
}
