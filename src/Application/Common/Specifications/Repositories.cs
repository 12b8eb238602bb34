using SecurityTraining.Domain.Common;

namespace SecurityTraining.Application.Common.Specifications;

/// <summary>
/// Aggregates for changing. There is no <c>Save</c>: the pipeline commits, once, when the use case has succeeded.
/// </summary>
public interface IRepository<T>
    where T : AggregateRoot
{
    /// <summary>Of the current company; another company's row is not found.</summary>
    Task<T?> GetByIdAsync(Guid id, CancellationToken ct);

    Task<T?> SingleOrDefaultAsync(SingleResultSpecification<T> specification, CancellationToken ct);

    Task<List<T>> ListAsync(Specification<T> specification, CancellationToken ct);

    Task<List<TResult>> ListAsync<TResult>(Specification<T, TResult> specification, CancellationToken ct);

    Task<bool> AnyAsync(Specification<T> specification, CancellationToken ct);

    Task<int> CountAsync(Specification<T> specification, CancellationToken ct);

    void Add(T aggregate);

    void AddRange(IEnumerable<T> aggregates);

    void Remove(T aggregate);

    /// <summary>
    /// Lets the aggregate's version grow although nothing in it has changed: of two commands that rely on what lies around it, only one
    /// commits.
    /// </summary>
    void Touch(T aggregate);
}

/// <summary>Rows for showing: the specification picks them, AutoMapper's projection picks the columns, in one SQL statement.</summary>
public interface IReader<T>
    where T : class
{
    Task<TRow?> SingleOrDefaultAsync<TRow>(SingleResultSpecification<T> specification, CancellationToken ct);

    Task<List<TRow>> ListAsync<TRow>(Specification<T> specification, CancellationToken ct);

    /// <summary>One page of what the specification picks; its own Skip and Take are ignored.</summary>
    Task<PagedList<TRow>> PageAsync<TRow>(Specification<T> specification, IPagedQuery page, CancellationToken ct);

    Task<int> CountAsync(Specification<T> specification, CancellationToken ct);

    /// <summary>Reads while the rows are consumed, so that there may be any number of them.</summary>
    IAsyncEnumerable<TRow> StreamAsync<TRow>(Specification<T> specification);
}

/// <summary>The row with this id, if the current company has it.</summary>
public sealed class ByIdSpec<T> : SingleResultSpecification<T>
    where T : Entity
{
    public ByIdSpec(Guid id) => Query.Where(entity => entity.Id == id);
}

/// <summary>The rows with these ids, as far as the current company has them.</summary>
public sealed class IdsSpec<T> : Specification<T>
    where T : Entity
{
    public IdsSpec(IReadOnlyCollection<Guid> ids) => Query.Where(entity => ids.Contains(entity.Id));
}
