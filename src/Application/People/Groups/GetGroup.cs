using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

[RequirePermission(Permission.ReadPeople)]
public sealed record GetGroupQuery(Guid Id) : IQuery<GroupRow>;

public sealed record GroupRow(Guid Id, string Name, string? Description, GroupRule? Rule, DateTimeOffset CreatedAt, int Version) : IVersioned
{
    /// <summary>How many people belong to it at this moment, as far as the caller sees them.</summary>
    public int Members { get; init; }
}

internal sealed class GetGroupHandler(IReader<Group> groups, IReader<User> users, GroupCriteria criteria, ICurrentUser me)
    : IQueryHandler<GetGroupQuery, GroupRow>
{
    public async Task<ErrorOr<GroupRow>> Handle(GetGroupQuery request, CancellationToken cancellationToken)
    {
        if (await groups.SingleOrDefaultAsync<GroupRow>(new ByIdSpec<Group>(request.Id), cancellationToken) is not { } row)
        {
            return GroupErrors.NotFound;
        }

        var members = await criteria.MembersToShow(row.Id, cancellationToken);
        return row with { Members = await users.CountAsync(new MembersSpec(members, me), cancellationToken) };
    }
}

internal sealed class GroupRowProfile : Profile
{
    public GroupRowProfile() => CreateMap<Group, GroupRow>().ForMember(row => row.Members, members => members.Ignore());
}
