using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Programmes;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>Simulations that are repeated.</summary>
internal static class ProgrammeEndpoints
{
    private const string Programmes = "/api/v1/phishing/programmes";

    public static void MapProgrammes(this RouteGroupBuilder programmes)
    {
        programmes.MapGet("/", ([AsParameters] ListProgrammesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<ProgrammeListRow>();
        programmes.MapPost("/", (ProgrammeInput programme, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateProgrammeCommand(programme), ct).ToCreated(id => $"{Programmes}/{id}")).WithIdempotency();
        programmes.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetProgrammeQuery(id), ct).ToOk()).WithFieldSelection<ProgrammeRow>();
        programmes.MapPatch("/{id}", (Guid id, ProgrammeChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateProgrammeCommand(id, changes), new GetProgrammeQuery(id), ct).ToOk());
        programmes.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteProgrammeCommand(id), ct).ToNoContent());
        programmes.MapPost("/{id}/pause", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new PauseProgrammeCommand(id), new GetProgrammeQuery(id), ct).ToOk());
        programmes.MapPost("/{id}/resume", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ResumeProgrammeCommand(id), new GetProgrammeQuery(id), ct).ToOk());
        programmes.MapPost("/{id}/approve", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ApproveProgrammeCommand(id), new GetProgrammeQuery(id), ct).ToOk());
        programmes.MapGet("/{id}/preview", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new PreviewProgrammeQuery(id), ct).ToOk());
        programmes.MapGet("/{id}/runs", ([AsParameters] ListProgrammeRunsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<ProgrammeRunRow>();
    }
}
