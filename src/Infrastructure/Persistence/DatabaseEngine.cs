using Microsoft.EntityFrameworkCore;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>The seam between the one model and the two databases: everything in which they differ at run time.</summary>
internal abstract class DatabaseEngine
{
    public abstract string Name { get; }

    /// <summary>Whether other instances of the service may work on the same database.</summary>
    public abstract bool ServesManyInstances { get; }

    public abstract bool IsUniqueViolation(DbUpdateException exception);

    /// <summary>A row that was there when the command read it has gone, or one that was not refers to it now.</summary>
    public abstract bool IsReferenceViolation(DbUpdateException exception);

    /// <summary>The database has chosen this transaction to give way to another: run again, it may succeed.</summary>
    public virtual bool IsGivingWay(Exception exception) => false;

    /// <summary>Waits for the right to write, where the database has only one writer.</summary>
    public abstract ValueTask<IDisposable> EnterWriter(CancellationToken ct);

    /// <summary>Makes the database fit for use by this build, or says why it is not.</summary>
    public abstract Task Prepare(AppDbContext db, CancellationToken ct);

    /// <summary>Lets go of earlier states of what has been changed or deleted, as far as the service keeps them itself. Not within a transaction.</summary>
    public virtual Task ForgetFormerStates(AppDbContext db, CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// Claims due work, oldest first; nobody else gets it until the lease has ended.
    /// </summary>
    public abstract Task<List<ClaimedWork>> Claim(AppDbContext db, WorkClaim claim, CancellationToken ct);
}
