using System.Linq.Expressions;

namespace SecurityTraining.Application.Common.Specifications;

/// <summary>
/// Which rows, in which order, with what beside them. The vocabulary is that of Ardalis.Specification, which the build's registry does
/// not hold (docs/decisions/0003); with the package, this file goes and its few extensions (<c>Order</c>, the conditional <c>Where</c>) stay.
/// </summary>
public abstract class Specification<T>
    where T : class
{
    protected Specification() => Query = new SpecificationBuilder<T>(this);

    /// <summary>Where a derived constructor says what it wants.</summary>
    protected SpecificationBuilder<T> Query { get; }

    public IReadOnlyList<Expression<Func<T, bool>>> WhereExpressions => Wheres;

    public IReadOnlyList<Expression<Func<T, object?>>> IncludeExpressions => Includes;

    public IReadOnlyList<OrderExpression<T>> OrderExpressions => Orders;

    public int? SkipCount { get; internal set; }

    public int? TakeCount { get; internal set; }

    public bool IsNoTracking { get; internal set; }

    /// <summary>Also rows that were deleted and can still be restored, which are otherwise not there.</summary>
    public bool IncludesDeleted { get; internal set; }

    internal List<Expression<Func<T, bool>>> Wheres { get; } = [];

    internal List<Expression<Func<T, object?>>> Includes { get; } = [];

    internal List<OrderExpression<T>> Orders { get; } = [];
}

/// <summary>At most one row can satisfy it.</summary>
public abstract class SingleResultSpecification<T> : Specification<T>
    where T : class;

/// <summary>Rows of <typeparamref name="T"/>, of which only <typeparamref name="TResult"/> is read.</summary>
public abstract class Specification<T, TResult> : Specification<T>
    where T : class
{
    public Expression<Func<T, TResult>>? Selector { get; protected set; }
}

public sealed record OrderExpression<T>(Expression<Func<T, object?>> Key, bool Descending);

public sealed class SpecificationBuilder<T>
    where T : class
{
    private readonly Specification<T> _specification;

    internal SpecificationBuilder(Specification<T> specification) => _specification = specification;

    public SpecificationBuilder<T> Where(Expression<Func<T, bool>> criteria)
    {
        _specification.Wheres.Add(criteria);
        return this;
    }

    /// <summary>Adds the criteria only if <paramref name="condition"/> holds: for filters that may be absent.</summary>
    public SpecificationBuilder<T> Where(Expression<Func<T, bool>> criteria, bool condition) => condition ? Where(criteria) : this;

    public SpecificationBuilder<T> Include(Expression<Func<T, object?>> navigation)
    {
        _specification.Includes.Add(navigation);
        return this;
    }

    public SpecificationBuilder<T> OrderBy(Expression<Func<T, object?>> key) => Order(key, descending: false);

    public SpecificationBuilder<T> OrderByDescending(Expression<Func<T, object?>> key) => Order(key, descending: true);

    public SpecificationBuilder<T> Order(Expression<Func<T, object?>> key, bool descending)
    {
        _specification.Orders.Add(new OrderExpression<T>(key, descending));
        return this;
    }

    public SpecificationBuilder<T> Skip(int count)
    {
        _specification.SkipCount = count;
        return this;
    }

    public SpecificationBuilder<T> Take(int count)
    {
        _specification.TakeCount = count;
        return this;
    }

    /// <inheritdoc cref="Specification{T}.IncludesDeleted"/>
    public SpecificationBuilder<T> IncludeDeleted(bool condition = true)
    {
        _specification.IncludesDeleted = condition;
        return this;
    }

    public SpecificationBuilder<T> AsNoTracking()
    {
        _specification.IsNoTracking = true;
        return this;
    }
}
