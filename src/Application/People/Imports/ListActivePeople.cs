using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>Active people in the order of their ids, but for administrators and whoever may do more than the one who imports.</summary>
/// <param name="Except">Whoever imports.</param>
/// <param name="After">The last one of the portion before.</param>
[PlatformScope]
public sealed record ListActivePeopleQuery(Guid Except, Guid? After, int Take) : IQuery<IReadOnlyList<ActivePerson>>;

public sealed record ActivePerson(Guid Id, string Email, string FirstName, string LastName);

internal sealed class ListActivePeopleHandler(IReader<User> users, ImporterRights importers) : IQueryHandler<ListActivePeopleQuery, IReadOnlyList<ActivePerson>>
{
    public async Task<ErrorOr<IReadOnlyList<ActivePerson>>> Handle(ListActivePeopleQuery request, CancellationToken cancellationToken) =>
        await users.ListAsync<ActivePerson>(new ActivePeopleSpec(request, await importers.Of(request.Except, cancellationToken)), cancellationToken);

    private sealed class ActivePeopleSpec : Specification<User>
    {
        public ActivePeopleSpec(ListActivePeopleQuery query, GivableRoles givable)
        {
            var (roles, customRoles) = (givable.Roles, givable.CustomRoleIds);
            Query
                .Where(user => user.Status == UserStatus.Active && user.Role != Role.CompanyAdmin && user.Id != query.Except)
                .Where(user => roles.Contains(user.Role) && (user.CustomRoleId == null || customRoles.Contains(user.CustomRoleId.Value)))
                .Where(user => user.Id > query.After, query.After is not null)
                .OrderBy(user => user.Id)
                .Take(query.Take);
        }
    }
}

internal sealed class ActivePersonProfile : Profile
{
    public ActivePersonProfile() => CreateProjection<User, ActivePerson>();
}
