using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.Roles;

[RequirePermission(Permission.ReadPeople)]
public sealed record GetCustomRoleQuery(Guid Id) : IQuery<CustomRoleRow>;

public sealed record CustomRoleRow(
    Guid Id,
    string Name,
    string? Description,
    IReadOnlyList<string> Permissions,
    bool OwnDepartmentsOnly,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned
{
    /// <summary>How many have it.</summary>
    public int People { get; init; }
}

internal sealed class GetCustomRoleHandler(IReader<CustomRole> roles, IReader<User> users) : IQueryHandler<GetCustomRoleQuery, CustomRoleRow>
{
    public async Task<ErrorOr<CustomRoleRow>> Handle(GetCustomRoleQuery request, CancellationToken cancellationToken) =>
        await roles.SingleOrDefaultAsync<CustomRoleRow>(new ByIdSpec<CustomRole>(request.Id), cancellationToken) is { } row
            ? row with { People = await users.CountAsync(new PeopleWithRoleSpec(row.Id), cancellationToken) }
            : CustomRoleErrors.NotFound;
}

internal sealed class CustomRoleRowProfile : Profile
{
    public CustomRoleRowProfile() => CreateMap<CustomRole, CustomRoleRow>().ForMember(row => row.People, people => people.Ignore());
}
