using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Groups;

/// <param name="WithMembers">Directories leave them out where they can: there may be many.</param>
[RequirePermission(Permission.Provision)]
public sealed record GetScimGroupQuery(Guid Id, bool WithMembers = true) : IQuery<ScimGroup>;

internal sealed class GetScimGroupHandler(IReader<Group> groups, ScimMembers members) : IQueryHandler<GetScimGroupQuery, ScimGroup>
{
    public async Task<ErrorOr<ScimGroup>> Handle(GetScimGroupQuery request, CancellationToken cancellationToken)
    {
        if (await groups.SingleOrDefaultAsync<ScimGroupRow>(new ByIdSpec<Group>(request.Id), cancellationToken) is not { } row)
        {
            return GroupErrors.NotFound;
        }

        return request.WithMembers ? await members.Of(row, cancellationToken) : new ScimGroup(row, Members: null);
    }
}
