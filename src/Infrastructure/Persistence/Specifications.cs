using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Infrastructure.Persistence;

internal static class SpecificationEvaluator
{
    public static IQueryable<T> Apply<T>(this IQueryable<T> rows, Specification<T> specification, bool withPaging = true)
        where T : class
    {
        rows = specification.IncludesDeleted ? rows.IgnoreQueryFilters([AppDbContext.NotDeletedFilter]) : rows;
        rows = specification.WhereExpressions.Aggregate(rows, (query, criteria) => query.Where(criteria));
        rows = specification.IncludeExpressions.Aggregate(rows, (query, navigation) => query.Include(navigation));
        rows = specification.OrderExpressions.Aggregate(rows, Order);
        if (withPaging && specification.SkipCount is { } skip)
        {
            rows = rows.Skip(skip);
        }

        if (withPaging && specification.TakeCount is { } take)
        {
            rows = rows.Take(take);
        }

        return specification.IsNoTracking ? rows.AsNoTracking() : rows;
    }

    private static IQueryable<T> Order<T>(IQueryable<T> rows, OrderExpression<T> order) =>
        (rows is IOrderedQueryable<T> ordered && rows.Expression.Type.IsAssignableTo(typeof(IOrderedQueryable<T>)), order.Descending) switch
        {
            (true, false) => ((IOrderedQueryable<T>)rows).ThenBy(order.Key),
            (true, true) => ((IOrderedQueryable<T>)rows).ThenByDescending(order.Key),
            (false, false) => rows.OrderBy(order.Key),
            (false, true) => rows.OrderByDescending(order.Key),
        };
}

internal sealed class Repository<T>(AppDbContext db) : IRepository<T>
    where T : AggregateRoot
{
    public Task<T?> GetByIdAsync(Guid id, CancellationToken ct) => db.Set<T>().SingleOrDefaultAsync(aggregate => aggregate.Id == id, ct);

    public Task<T?> SingleOrDefaultAsync(SingleResultSpecification<T> specification, CancellationToken ct) =>
        db.Set<T>().Apply(specification).SingleOrDefaultAsync(ct);

    public Task<List<T>> ListAsync(Specification<T> specification, CancellationToken ct) => db.Set<T>().Apply(specification).ToListAsync(ct);

    public Task<List<TResult>> ListAsync<TResult>(Specification<T, TResult> specification, CancellationToken ct) =>
        db.Set<T>().Apply(specification).Select(specification.Selector!).ToListAsync(ct);

    public Task<bool> AnyAsync(Specification<T> specification, CancellationToken ct) => db.Set<T>().Apply(specification).AnyAsync(ct);

    public Task<int> CountAsync(Specification<T> specification, CancellationToken ct) => db.Set<T>().Apply(specification).CountAsync(ct);

    public void Add(T aggregate) => db.Add(aggregate);

    public void AddRange(IEnumerable<T> aggregates) => db.AddRange(aggregates);

    public void Remove(T aggregate) => db.Remove(aggregate);

    public void Touch(T aggregate) => db.Entry(aggregate).Property(nameof(AggregateRoot.Version)).IsModified = true;
}

internal sealed class Reader<T>(AppDbContext db, AutoMapper.IConfigurationProvider mapping) : IReader<T>
    where T : class
{
    public Task<TRow?> SingleOrDefaultAsync<TRow>(SingleResultSpecification<T> specification, CancellationToken ct) =>
        Rows(specification).ProjectTo<TRow>(mapping).SingleOrDefaultAsync(ct);

    public Task<List<TRow>> ListAsync<TRow>(Specification<T> specification, CancellationToken ct) =>
        Rows(specification).ProjectTo<TRow>(mapping).ToListAsync(ct);

    public async Task<PagedList<TRow>> PageAsync<TRow>(Specification<T> specification, IPagedQuery page, CancellationToken ct)
    {
        var (number, size) = (page.PageOrDefault(), page.PageSizeOrDefault());
        var rows = db.Set<T>().AsNoTracking().Apply(specification, withPaging: false);
        var items = await rows.Skip((number - 1) * size).Take(size).ProjectTo<TRow>(mapping).ToListAsync(ct);

        // A first page that is not full has been counted by reading it.
        var total = number == 1 && items.Count < size ? items.Count : await rows.CountAsync(ct);
        return new PagedList<TRow>(items, number, size, total);
    }

    public Task<int> CountAsync(Specification<T> specification, CancellationToken ct) => Rows(specification).CountAsync(ct);

    public IAsyncEnumerable<TRow> StreamAsync<TRow>(Specification<T> specification) =>
        Rows(specification).ProjectTo<TRow>(mapping).AsAsyncEnumerable();

    private IQueryable<T> Rows(Specification<T> specification) => db.Set<T>().AsNoTracking().Apply(specification);
}
