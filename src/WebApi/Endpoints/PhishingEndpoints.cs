using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class PhishingEndpoints
{
    private const string Templates = "/api/v1/phishing/templates";
    private const string Simulations = "/api/v1/phishing/simulations";

    public static void MapPhishing(this RouteGroupBuilder api)
    {
        var phishing = api.MapGroup("/phishing").WithTags("Phishing");
        MapTemplates(phishing.MapGroup("/templates"));
        phishing.MapGroup("/sending-profiles").MapSendingProfiles();
        phishing.MapGroup("/landing-pages").MapLandingPages();
        MapSimulations(phishing.MapGroup("/simulations"));
        MapSteps(phishing.MapGroup("/simulations/{id}"));
        MapResults(phishing.MapGroup("/simulations/{id}"));
        phishing.MapGroup("/programmes").MapProgrammes();
        phishing.MapPhishingControl();
        phishing.MapVerdicts();
        phishing.MapWorksCouncil();
        phishing.MapReports();
    }

    private static void MapTemplates(RouteGroupBuilder templates)
    {
        templates.MapGet("/", ([AsParameters] ListLureTemplatesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<LureTemplateListRow>();
        templates.MapPost("/", (LureTemplateInput template, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateLureTemplateCommand(template), ct).ToCreated(id => $"{Templates}/{id}")).WithIdempotency();
        templates.MapPost("/import", async (
            IFormFileCollection files, string? name, string? language, Guid? landingPageId, ISender sender, CancellationToken ct) =>
        {
            await using var content = (files.GetFile("file") ?? files.FirstOrDefault())?.OpenReadStream() ?? Stream.Null;
            return await sender.Send(new ImportLureTemplatesCommand(content, name, language, landingPageId), ct).ToOk();
        }).WithUpload(LureImportErrors.MaxFileBytes + Uploads.FormBytes).WithIdempotency();
        templates.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetLureTemplateQuery(id), ct).ToOk()).WithFieldSelection<LureTemplateRow>();
        templates.MapPatch("/{id}", (Guid id, LureTemplateChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateLureTemplateCommand(id, changes), new GetLureTemplateQuery(id), ct).ToOk());
        templates.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteLureTemplateCommand(id), ct).ToNoContent());
        templates.MapGet("/{id}/versions", ([AsParameters] ListLureTemplateVersionsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<LureTemplateVersionListRow>();
        templates.MapGet("/{id}/versions/{number}", (Guid id, int number, ISender sender, CancellationToken ct) =>
            sender.Send(new GetLureTemplateVersionQuery(id, number), ct).ToOk()).WithFieldSelection<LureTemplateVersionRow>();
        templates.MapPost("/{id}/versions/{number}/restore", (Guid id, int number, ISender sender, CancellationToken ct) =>
            sender.Send(new RestoreLureTemplateVersionCommand(id, number), new GetLureTemplateQuery(id), ct).ToOk());
        templates.MapPost("/{id}/preview", (Guid id, PreviewRequest? request, ISender sender, CancellationToken ct) =>
            sender.Send(new PreviewLureTemplateQuery(id, request?.UserId), ct).ToOk());
    }

    private static void MapSimulations(RouteGroupBuilder simulations)
    {
        simulations.MapGet("/", ([AsParameters] ListSimulationsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<SimulationListRow>();
        simulations.MapPost("/", (SimulationInput simulation, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateSimulationCommand(simulation), ct).ToCreated(id => $"{Simulations}/{id}")).WithIdempotency();
        simulations.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetSimulationQuery(id), ct).ToOk()).WithFieldSelection<SimulationRow>();
        simulations.MapPatch("/{id}", (Guid id, SimulationPatch patch, ISender sender, CancellationToken ct) =>
            sender.Send(patch.ToCommand(id), new GetSimulationQuery(id), ct).ToOk());
        simulations.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteSimulationCommand(id), ct).ToNoContent());
        simulations.MapPost("/{id}/duplicate", (Guid id, DuplicateRequest? request, ISender sender, CancellationToken ct) =>
            sender.Send(new DuplicateSimulationCommand(id, request?.Name), ct).ToCreated(copy => $"{Simulations}/{copy}")).WithIdempotency();
    }

    private static void MapSteps(RouteGroupBuilder simulation)
    {
        simulation.MapPost("/schedule", (Guid id, ScheduleRequest? request, ISender sender, CancellationToken ct) =>
            sender.Send(new ScheduleSimulationCommand(id, request?.StartsAt), new GetSimulationQuery(id), ct).ToOk()).WithIdempotency();
        simulation.MapPost("/launch", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new LaunchSimulationCommand(id), new GetSimulationQuery(id), ct).ToOk()).WithIdempotency();
        simulation.MapPost("/pause", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new PauseSimulationCommand(id), new GetSimulationQuery(id), ct).ToOk());
        simulation.MapPost("/resume", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ResumeSimulationCommand(id), new GetSimulationQuery(id), ct).ToOk());
        simulation.MapPost("/cancel", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new CancelSimulationCommand(id), new GetSimulationQuery(id), ct).ToOk());
    }

    private static void MapResults(RouteGroupBuilder simulation)
    {
        simulation.MapGet("/summary", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetSimulationSummaryQuery(id), ct).ToOk()).WithFieldSelection<SimulationSummary>();
        simulation.MapGet("/results", ([AsParameters] GetSimulationResultsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<RecipientRow>();
        simulation.MapGet("/timeline", ([AsParameters] GetSimulationTimelineQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<TimelineRow>();
        simulation.MapGet("/export", (Guid id, ISender sender, ICsvWriter csv, CancellationToken ct) =>
            sender.Send(new ExportSimulationResultsQuery(id), ct).ToResult(export => CsvDownload.Of(csv, export.Rows, export.Name)))
            .Produces(StatusCodes.Status200OK, contentType: CsvDownload.MediaType);
    }

    /// <param name="UserId">The person to render for; absent: the caller.</param>
    internal sealed record PreviewRequest(Guid? UserId = null);

    /// <param name="Name">Absent: the original's name, marked as a copy.</param>
    internal sealed record DuplicateRequest(string? Name = null);

    /// <param name="StartsAt">Absent: the start that the draft names.</param>
    internal sealed record ScheduleRequest(DateTimeOffset? StartsAt = null);
}

/// <summary>The members of a draft that can be changed; those that are absent stay.</summary>
internal sealed record SimulationPatch(
    Optional<string> Name = default,
    Optional<IReadOnlyList<Guid>> TemplateIds = default,
    Optional<SimulationRecipients> Recipients = default,
    Optional<DateTimeOffset?> StartsAt = default,
    Optional<int> SpreadMinutes = default,
    Optional<string?> SenderName = default,
    Optional<string?> SenderAddress = default,
    Optional<DateTimeOffset?> EndsAt = default,
    Optional<SendTiming?> Timing = default,
    Optional<LureSelection> Selection = default,
    Optional<IReadOnlyList<int>?> TemplateWeights = default,
    Optional<Guid?> SendingProfileId = default)
{
    public UpdateSimulationCommand ToCommand(Guid id) => new(
        id,
        Name,
        TemplateIds,
        Recipients,
        StartsAt,
        SpreadMinutes,
        SenderName,
        SenderAddress,
        EndsAt,
        Timing,
        Selection,
        TemplateWeights,
        SendingProfileId);
}
