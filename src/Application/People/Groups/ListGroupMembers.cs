using System.Linq.Expressions;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

[RequirePermission(Permission.ReadPeople)]
public sealed record ListGroupMembersQuery(Guid Id, string? Search = null, string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<UserListRow>>, IPagedQuery;

internal sealed class ListGroupMembersValidator : AbstractValidator<ListGroupMembersQuery>
{
    public ListGroupMembersValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(UserSearch.MaxLength);
        UserSorting.Fields.Validate(this, query => query.Sort);
    }
}

internal sealed class ListGroupMembersHandler(IRepository<Group> groups, IReader<User> users, GroupCriteria criteria, ICurrentUser me)
    : IQueryHandler<ListGroupMembersQuery, PagedList<UserListRow>>
{
    public async Task<ErrorOr<PagedList<UserListRow>>> Handle(ListGroupMembersQuery request, CancellationToken cancellationToken)
    {
        if (!await groups.AnyAsync(new ByIdSpec<Group>(request.Id), cancellationToken))
        {
            return GroupErrors.NotFound;
        }

        var members = await criteria.MembersToShow(request.Id, cancellationToken);
        var spec = new MembersSpec(members, me, request.Search, request.Sort);
        return await users.PageAsync<UserListRow>(spec, request, cancellationToken);
    }
}

/// <summary>People who meet a condition, as far as the caller sees them.</summary>
internal sealed class MembersSpec : Specification<User>
{
    public MembersSpec(Expression<Func<User, bool>> members, ICurrentUser me, string? search = null, string? sort = null)
    {
        foreach (var word in UserSearch.Words(search))
        {
            Query.Where(user => user.SearchText.Contains(word));
        }

        Query.Where(members).VisibleTo(me);
        UserSorting.Fields.Apply(Query, sort);
    }
}
