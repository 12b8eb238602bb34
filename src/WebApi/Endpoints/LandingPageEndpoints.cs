using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class LandingPageEndpoints
{
    private const string Pages = "/api/v1/phishing/landing-pages";

    public static void MapLandingPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/", ([AsParameters] ListLandingPagesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<LandingPageListRow>();
        pages.MapPost("/", (LandingPageInput page, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateLandingPageCommand(page), ct).ToCreated(id => $"{Pages}/{id}")).WithIdempotency();
        pages.MapPost("/import", async (IFormFileCollection files, string? name, string? language, ISender sender, CancellationToken ct) =>
        {
            await using var content = (files.GetFile("file") ?? files.FirstOrDefault())?.OpenReadStream() ?? Stream.Null;
            return await sender.Send(new ImportLandingPagesCommand(content, name, language), ct).ToOk();
        }).WithUpload(LureImportErrors.MaxFileBytes + Uploads.FormBytes).WithIdempotency();
        pages.MapPost("/import-from-url", (ImportLandingPageFromUrlCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToCreated(page => $"{Pages}/{page.Id}")).WithIdempotency();
        pages.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetLandingPageQuery(id), ct).ToOk()).WithFieldSelection<LandingPageRow>();
        pages.MapPatch("/{id}", (Guid id, LandingPageChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateLandingPageCommand(id, changes), new GetLandingPageQuery(id), ct).ToOk());
        pages.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteLandingPageCommand(id), ct).ToNoContent());
        pages.MapPost("/{id}/preview", (Guid id, PhishingEndpoints.PreviewRequest? request, ISender sender, CancellationToken ct) =>
            sender.Send(new PreviewLandingPageQuery(id, request?.UserId), ct).ToOk());
    }
}
