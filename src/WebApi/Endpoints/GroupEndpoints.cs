using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class GroupEndpoints
{
    private const string Groups = "/api/v1/groups";

    public static void MapGroups(this RouteGroupBuilder api)
    {
        var groups = api.MapGroup("/groups").WithTags("People");
        groups.MapGet("/", ([AsParameters] ListGroupsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<GroupListRow>();
        groups.MapPost("/", (CreateGroupCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetGroupQuery(id), ct))
                .ToCreated(group => $"{Groups}/{group.Id}")).WithIdempotency();
        groups.MapPost("/import", async (IFormFileCollection files, ISender sender, CancellationToken ct) =>
        {
            await using var content = (files.GetFile("file") ?? files.FirstOrDefault())?.OpenReadStream() ?? Stream.Null;
            return await sender.Send(new ImportGroupsCommand(content), ct).ToOk();
        }).WithUpload(LureImportErrors.MaxFileBytes + Uploads.FormBytes).WithIdempotency();
        groups.MapPost("/preview", (PreviewGroupQuery query, ISender sender, CancellationToken ct) => sender.Send(query, ct).ToOk());
        groups.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetGroupQuery(id), ct).ToOk()).WithFieldSelection<GroupRow>();
        groups.MapPatch("/{id}", (Guid id, GroupChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateGroupCommand(id, changes), new GetGroupQuery(id), ct).ToOk());
        groups.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteGroupCommand(id), ct).ToNoContent());
        groups.MapGet("/{id}/members", ([AsParameters] ListGroupMembersQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<UserListRow>();
        groups.MapPut("/{id}/members/{userId}", (Guid id, Guid userId, ISender sender, CancellationToken ct) =>
            sender.Send(new AddGroupMemberCommand(id, userId), ct).ToNoContent());
        groups.MapDelete("/{id}/members/{userId}", (Guid id, Guid userId, ISender sender, CancellationToken ct) =>
            sender.Send(new RemoveGroupMemberCommand(id, userId), ct).ToNoContent());
    }
}
