using System.Linq.Expressions;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Scim.Filters;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Groups;

/// <inheritdoc cref="ListScimUsersQuery" path="/param"/>
/// <param name="WithMembers">Of groups whose members are named.</param>
[RequirePermission(Permission.Provision)]
public sealed record ListScimGroupsQuery(
    string? Filter = null, string? SortBy = null, string? SortOrder = null, int? StartIndex = null, int? Count = null, bool WithMembers = true)
    : IQuery<ScimPage<ScimGroup>>, IScimListQuery;

internal sealed class ListScimGroupsValidator : AbstractValidator<ListScimGroupsQuery>
{
    public ListScimGroupsValidator() => this.ValidateScimList(ScimGroupAttributes.Sorting.Keys);
}

internal sealed class ListScimGroupsHandler(IReader<Group> groups, ScimMembers members)
    : IQueryHandler<ListScimGroupsQuery, ScimPage<ScimGroup>>
{
    public async Task<ErrorOr<ScimPage<ScimGroup>>> Handle(ListScimGroupsQuery request, CancellationToken cancellationToken)
    {
        var criteria = ScimCriteria<Group>.Of(request.Filter, ScimGroupAttributes.Criteria);
        if (criteria.IsError)
        {
            return criteria.Errors;
        }

        var (start, size) = (request.Start(), request.Size());
        var rows = size == 0 ? [] : await groups.ListAsync<ScimGroupRow>(new PageSpec(criteria.Value, request), cancellationToken);
        var total = start == 1 && rows.Count < size ? rows.Count : await groups.CountAsync(new AllSpec(criteria.Value), cancellationToken);
        if (!request.WithMembers)
        {
            return new ScimPage<ScimGroup>(rows.ConvertAll(row => new ScimGroup(row, Members: null)), start, total);
        }

        return (await members.Of(rows, cancellationToken)).Then(page => new ScimPage<ScimGroup>(page, start, total));
    }

    private sealed class AllSpec : Specification<Group>
    {
        public AllSpec(Expression<Func<Group, bool>> criteria) => Query.Where(criteria);
    }

    private sealed class PageSpec : Specification<Group>
    {
        public PageSpec(Expression<Func<Group, bool>> criteria, ListScimGroupsQuery request) =>
            request.Apply(Query.Where(criteria), ScimGroupAttributes.Sorting);
    }
}
