using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People.Scim.Groups;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.WebApi.Http;
using SecurityTraining.WebApi.Scim;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>
/// SCIM 2.0 (RFC 7644): a company's directory keeps its people and groups here in step. Outside <c>/api</c> and its OpenAPI document, because
/// the protocol fixes paths, names and errors, and describes itself by <c>/Schemas</c>.
/// </summary>
internal static class ScimEndpoints
{
    public const string Root = "/scim";
    public const string Users = "/scim/v2/Users";
    public const string Groups = "/scim/v2/Groups";

    public static void MapScim(this IEndpointRouteBuilder app)
    {
        var scim = app.MapGroup("/scim/v2").WithTags("Provisioning").ExcludeFromDescription();
        MapDiscovery(scim);
        MapUsers(scim.MapGroup("/Users"));
        MapGroups(scim.MapGroup("/Groups"));
    }

    /// <summary>The same for everybody, and so for anybody.</summary>
    private static void MapDiscovery(RouteGroupBuilder scim)
    {
        var discovery = scim.MapGroup("").AllowAnonymous();
        discovery.MapGet("/ServiceProviderConfig", () => ScimAnswers.Document(ScimDiscovery.ServiceProviderConfig));
        discovery.MapGet("/ResourceTypes", () => ScimAnswers.Page(ScimDiscovery.ResourceTypes));
        discovery.MapGet("/ResourceTypes/{name}", (string name) => ScimDiscovery.ResourceType(name));
        discovery.MapGet("/Schemas", () => ScimAnswers.Page(ScimDiscovery.Schemas));
        discovery.MapGet("/Schemas/{id}", (string id) => ScimDiscovery.Schema(id));
    }

    private static void MapUsers(RouteGroupBuilder users)
    {
        users.MapGet("/", ([AsParameters] ListScimUsersQuery query, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToScim(selection));
        users.MapPost("/", (ScimBody body, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateScimUserCommand(body.Json), ct)
                .ThenAsync(id => sender.Send(new GetScimUserQuery(id), ct))
                .ToScim(selection, StatusCodes.Status201Created));
        users.MapGet("/{id}", (Guid id, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(new GetScimUserQuery(id), ct).ToScim(selection));
        users.MapPut("/{id}", (Guid id, ScimBody body, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(new ReplaceScimUserCommand(id, body.Json), new GetScimUserQuery(id), ct).ToScim(selection));
        users.MapPatch("/{id}", (Guid id, ScimBody body, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(new PatchScimUserCommand(id, body.Operations()), new GetScimUserQuery(id), ct).ToScim(selection));
        users.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteScimUserCommand(id), ct).ToNoContent());
    }

    private static void MapGroups(RouteGroupBuilder groups)
    {
        groups.MapGet("/", ([AsParameters] ListScimGroupsQuery query, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(query with { WithMembers = selection.Shows("members") }, ct).ToScim(selection));
        groups.MapPost("/", (ScimBody body, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateScimGroupCommand(body.Json), ct)
                .ThenAsync(id => sender.Send(new GetScimGroupQuery(id, selection.Shows("members")), ct))
                .ToScim(selection, StatusCodes.Status201Created));
        groups.MapGet("/{id}", (Guid id, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(new GetScimGroupQuery(id, selection.Shows("members")), ct).ToScim(selection));
        groups.MapPut("/{id}", (Guid id, ScimBody body, ScimSelection selection, ISender sender, CancellationToken ct) =>
            sender.Send(new ReplaceScimGroupCommand(id, body.Json), new GetScimGroupQuery(id, selection.Shows("members")), ct).ToScim(selection));

        // Without the group in the answer: it may have ten thousand members, and directories send one change after the other.
        groups.MapPatch("/{id}", (Guid id, ScimBody body, ISender sender, CancellationToken ct) =>
            sender.Send(new PatchScimGroupCommand(id, body.Operations()), ct).ToNoContent());
        groups.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteScimGroupCommand(id), ct).ToNoContent());
    }
}
