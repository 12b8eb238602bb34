using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

[RequirePermission(Permission.Provision)]
[DespiteUnpaid(EvenWithoutFeature = true)]
public sealed record GetScimUserQuery(Guid Id) : IQuery<ScimUser>;

internal sealed class GetScimUserHandler(ScimUserReader users) : IQueryHandler<GetScimUserQuery, ScimUser>
{
    public async Task<ErrorOr<ScimUser>> Handle(GetScimUserQuery request, CancellationToken cancellationToken) =>
        await users.Find(request.Id, cancellationToken) is { } user ? user : UserErrors.NotFound;
}
