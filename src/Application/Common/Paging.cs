using FluentValidation;

namespace SecurityTraining.Application.Common;

/// <summary>A list read page by page; the first page is 1.</summary>
public interface IPagedQuery
{
    const int DefaultPageSize = 20;
    const int MaxPageSize = 100;

    /// <summary>Keeps <c>OFFSET</c> far inside 32 bits, and a reader from paging where filters are meant.</summary>
    const int MaxPage = 1_000_000;

    int? Page { get; }

    int? PageSize { get; }
}

/// <summary>An event-like list read from the newest backwards; <see cref="Cursor"/> is the <c>nextCursor</c> of the page before.</summary>
public interface ICursorQuery
{
    const int DefaultLimit = 50;
    const int MaxLimit = 200;

    string? Cursor { get; }

    int? Limit { get; }
}

/// <param name="TotalItems">How many there are on all pages together.</param>
public sealed record PagedList<T>(IReadOnlyList<T> Items, int Page, int PageSize, int TotalItems)
{
    public int TotalPages => (TotalItems + PageSize - 1) / PageSize;
}

/// <param name="NextCursor">Where the next page starts; null on the last.</param>
public sealed record CursorPage<T>(IReadOnlyList<T> Items, string? NextCursor);

public static class PagingRules
{
    public static int PageOrDefault(this IPagedQuery query) => query.Page ?? 1;

    public static int PageSizeOrDefault(this IPagedQuery query) => query.PageSize ?? IPagedQuery.DefaultPageSize;

    public static int LimitOrDefault(this ICursorQuery query) => query.Limit ?? ICursorQuery.DefaultLimit;

    public static void ValidatePaging<T>(this AbstractValidator<T> validator)
        where T : IPagedQuery
    {
        validator.RuleFor(query => query.Page).InclusiveBetween(1, IPagedQuery.MaxPage);
        validator.RuleFor(query => query.PageSize).InclusiveBetween(1, IPagedQuery.MaxPageSize);
    }

    public static void ValidateCursor<T>(this AbstractValidator<T> validator)
        where T : ICursorQuery
    {
        validator.RuleFor(query => query.Limit).InclusiveBetween(1, ICursorQuery.MaxLimit);
        validator.RuleFor(query => query.Cursor).MaximumLength(200);
    }
}
