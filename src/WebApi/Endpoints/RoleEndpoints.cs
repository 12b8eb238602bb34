using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class RoleEndpoints
{
    private const string Roles = "/api/v1/roles";

    public static void MapRoles(this RouteGroupBuilder api)
    {
        api.MapGet("/permissions", ([AsParameters] ListPermissionsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<PermissionRow>().WithTags("People");
        var roles = api.MapGroup("/roles").WithTags("People");
        roles.MapGet("/", ([AsParameters] ListCustomRolesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<CustomRoleListRow>();
        roles.MapPost("/", (CreateCustomRoleCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetCustomRoleQuery(id), ct))
                .ToCreated(role => $"{Roles}/{role.Id}")).WithIdempotency();
        roles.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetCustomRoleQuery(id), ct).ToOk()).WithFieldSelection<CustomRoleRow>();
        roles.MapPatch("/{id}", (Guid id, CustomRoleChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateCustomRoleCommand(id, changes), new GetCustomRoleQuery(id), ct).ToOk());
        roles.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteCustomRoleCommand(id), ct).ToNoContent());
    }
}
