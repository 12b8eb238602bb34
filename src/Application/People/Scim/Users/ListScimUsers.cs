using System.Linq.Expressions;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <param name="Filter">RFC 7644, 3.4.2.2.</param>
/// <param name="SortBy">An attribute by which people can be put in order.</param>
/// <param name="SortOrder"><c>ascending</c> or <c>descending</c>.</param>
/// <param name="StartIndex">From 1; anything less is taken for it.</param>
/// <param name="Count">At most <see cref="ScimLimits.MaxCount"/> are given; 0 only counts.</param>
[RequirePermission(Permission.Provision)]
[DespiteUnpaid(EvenWithoutFeature = true)]
public sealed record ListScimUsersQuery(
    string? Filter = null, string? SortBy = null, string? SortOrder = null, int? StartIndex = null, int? Count = null)
    : IQuery<ScimPage<ScimUser>>, IScimListQuery;

/// <summary>What the lists of both kinds of resources take.</summary>
public interface IScimListQuery
{
    string? SortBy { get; }

    string? SortOrder { get; }

    int? StartIndex { get; }

    int? Count { get; }
}

internal static class ScimListRules
{
    public static int Start(this IScimListQuery query) => Math.Max(query.StartIndex ?? 1, 1);

    public static int Size(this IScimListQuery query) => Math.Clamp(query.Count ?? ScimLimits.DefaultCount, 0, ScimLimits.MaxCount);

    public static void ValidateScimList<T>(this AbstractValidator<T> validator, IEnumerable<string> sortable)
        where T : IScimListQuery
    {
        var names = sortable.ToHashSet(StringComparer.OrdinalIgnoreCase);
        validator.RuleFor(query => query.SortBy).Must(name => name is null || names.Contains(name))
            .WithMessage($"Sort by {string.Join(", ", names)}.");
        validator.RuleFor(query => query.SortOrder)
            .Must(order => order is null || order.ToLowerInvariant() is "ascending" or "descending").WithMessage("Is ascending or descending.");
    }

    public static void Apply<T>(this IScimListQuery list, SpecificationBuilder<T> query, Dictionary<string, Expression<Func<T, object?>>> sorting)
        where T : Entity
    {
        if (list.SortBy is { } name)
        {
            query.Order(sorting[name], descending: string.Equals(list.SortOrder, "descending", StringComparison.OrdinalIgnoreCase));
        }

        query.OrderBy(resource => resource.Id).Skip(list.Start() - 1).Take(list.Size());
    }
}

internal sealed class ListScimUsersValidator : AbstractValidator<ListScimUsersQuery>
{
    public ListScimUsersValidator() => this.ValidateScimList(ScimUserAttributes.Sorting.Keys);
}

internal sealed class ListScimUsersHandler(ScimUserReader users, ScimUserFilters filters) : IQueryHandler<ListScimUsersQuery, ScimPage<ScimUser>>
{
    public async Task<ErrorOr<ScimPage<ScimUser>>> Handle(ListScimUsersQuery request, CancellationToken cancellationToken)
    {
        var criteria = await filters.Read(request.Filter, cancellationToken);
        if (criteria.IsError)
        {
            return criteria.Errors;
        }

        var (start, size) = (request.Start(), request.Size());
        var page = size == 0 ? [] : await users.List(new PageSpec(criteria.Value, request), cancellationToken);

        // A first page that is not full has been counted by reading it.
        var total = start == 1 && page.Count < size ? page.Count : await users.Count(new AllSpec(criteria.Value), cancellationToken);
        return new ScimPage<ScimUser>(page, start, total);
    }

    private sealed class AllSpec : Specification<User>
    {
        public AllSpec(Expression<Func<User, bool>> criteria) => Query.Where(criteria);
    }

    private sealed class PageSpec : Specification<User>
    {
        public PageSpec(Expression<Func<User, bool>> criteria, ListScimUsersQuery request) =>
            request.Apply(Query.Where(criteria), ScimUserAttributes.Sorting);
    }
}
