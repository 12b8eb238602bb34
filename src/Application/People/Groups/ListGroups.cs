using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

[RequirePermission(Permission.ReadPeople)]
public sealed record ListGroupsQuery(string? Search = null, string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<GroupListRow>>, IPagedQuery;

/// <param name="Rule">Null for a group whose members are named one by one.</param>
public sealed record GroupListRow(Guid Id, string Name, string? Description, GroupRule? Rule, DateTimeOffset CreatedAt);

internal sealed class ListGroupsValidator : AbstractValidator<ListGroupsQuery>
{
    public ListGroupsValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(Group.MaxNameLength);
        ListGroupsHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListGroupsHandler(IReader<Group> groups) : IQueryHandler<ListGroupsQuery, PagedList<GroupListRow>>
{
    public static readonly SortFields<Group> Sorting = new SortFields<Group>("name")
        .Add("name", group => group.NormalizedName)
        .Add("createdAt", group => group.CreatedAt);

    public async Task<ErrorOr<PagedList<GroupListRow>>> Handle(ListGroupsQuery request, CancellationToken cancellationToken) =>
        await groups.PageAsync<GroupListRow>(new GroupsSpec(request), request, cancellationToken);

    private sealed class GroupsSpec : Specification<Group>
    {
        public GroupsSpec(ListGroupsQuery query)
        {
            var search = Group.Normalize(query.Search ?? "");
            Query.Where(group => group.NormalizedName.Contains(search), search.Length > 0);
            Sorting.Apply(Query, query.Sort);
        }
    }
}

internal sealed class GroupListRowProfile : Profile
{
    public GroupListRowProfile() => CreateMap<Group, GroupListRow>();
}
