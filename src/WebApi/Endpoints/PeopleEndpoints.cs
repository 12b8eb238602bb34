using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.Application.People.Invitations;
using SecurityTraining.Domain.People;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class PeopleEndpoints
{
    private const string Users = "/api/v1/users";
    private const string Imports = "/api/v1/users/imports";
    private const string InvitationRuns = "/api/v1/users/invitations";
    private const string Departments = "/api/v1/departments";

    /// <summary>What a form needs around a file.</summary>
    private const long FormBytes = 64 * 1024;

    public static void MapPeople(this RouteGroupBuilder api)
    {
        MapUsers(api.MapGroup("/users").WithTags("People"));
        MapImports(api.MapGroup("/users").WithTags("People"));
        MapInvitations(api.MapGroup("/users").WithTags("People"));
        MapDepartments(api.MapGroup("/departments").WithTags("People"));
        api.MapGroups();
        api.MapPersonalData();
    }

    private static void MapUsers(RouteGroupBuilder users)
    {
        users.MapGet("/", ([AsParameters] ListUsersQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<UserListRow>();
        users.MapPost("/", (CreateUserCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetUserQuery(id), ct))
                .ToCreated(user => $"{Users}/{user.Id}")).WithIdempotency();
        users.MapGet("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetUserQuery(id), ct).ToOk()).WithFieldSelection<UserRow>();
        users.MapPatch("/{id:guid}", (Guid id, UserChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateUserCommand(id, changes), new GetUserQuery(id), ct).ToOk());
        users.MapPost("/{id:guid}/activate", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ActivateUserCommand(id), new GetUserQuery(id), ct).ToOk());
        users.MapPost("/{id:guid}/deactivate", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeactivateUserCommand(id), new GetUserQuery(id), ct).ToOk());
        users.MapDelete("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteUserCommand(id), ct).ToNoContent());
        users.MapPost("/{id:guid}/restore", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new RestoreUserCommand(id), new GetUserQuery(id), ct).ToOk());
    }

    private static void MapImports(RouteGroupBuilder users)
    {
        users.MapPost("/import", async (
            IFormFileCollection files, bool? dryRun, bool? deactivateMissing, bool? confirm, ISender sender, CancellationToken ct) =>
        {
            var file = files.GetFile("file") ?? files.FirstOrDefault();
            await using var content = file?.OpenReadStream() ?? Stream.Null;
            var command = new StartPeopleImportCommand(content, file?.FileName ?? "", dryRun ?? false, deactivateMissing ?? false, confirm ?? false);
            return await sender.Send(command, ct).ToAccepted(import => $"{Imports}/{import.Id}");
        }).WithUpload(PeopleImport.MaxFileBytes + FormBytes).WithIdempotency();
        users.MapGet("/imports", ([AsParameters] ListPeopleImportsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<PeopleImportListRow>();
        users.MapGet("/imports/{id:guid}/file", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetPeopleImportFileQuery(id), ct).ToResult(file => Results.Stream(file.Content, CsvDownload.MediaType, file.Name)))
            .Produces(StatusCodes.Status200OK, contentType: CsvDownload.MediaType);
        users.MapGet("/imports/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetPeopleImportQuery(id), ct).ToOk()).WithFieldSelection<PeopleImportRow>();
    }

    private static void MapInvitations(RouteGroupBuilder users)
    {
        users.MapPost("/{id:guid}/invitation", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new InviteUserCommand(id), new GetUserQuery(id), ct).ToOk()).WithIdempotency();
        users.MapPost("/invitations", (StartInvitationRunCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetInvitationRunQuery(id), ct))
                .ToAccepted(run => $"{InvitationRuns}/{run.Id}")).WithIdempotency();
        users.MapGet("/invitations/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetInvitationRunQuery(id), ct).ToOk()).WithFieldSelection<InvitationRunRow>();
    }

    private static void MapDepartments(RouteGroupBuilder departments)
    {
        departments.MapGet("/", ([AsParameters] ListDepartmentsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<DepartmentRow>();
        departments.MapPost("/", (CreateDepartmentCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetDepartmentQuery(id), ct))
                .ToCreated(department => $"{Departments}/{department.Id}")).WithIdempotency();
        departments.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetDepartmentQuery(id), ct).ToOk()).WithFieldSelection<DepartmentRow>();
        departments.MapPatch("/{id}", (Guid id, DepartmentChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateDepartmentCommand(id, changes), new GetDepartmentQuery(id), ct).ToOk());
        departments.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteDepartmentCommand(id), ct).ToNoContent());
    }
}
