using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Content;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class ContentEndpoints
{
    private const string Path = "/api/v1/content";
    private const string Form = "multipart/form-data";
    private const string AnyType = "application/octet-stream";

    /// <summary>What a form needs around a file.</summary>
    private const long FormBytes = 64 * 1024;

    public static void MapContent(this RouteGroupBuilder api)
    {
        var policy = ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<ContentPolicy>();
        var content = api.MapGroup("/content").WithTags("Content");
        content.MapGet("/", ([AsParameters] ListContentQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<ContentListRow>();
        content.MapPost("/", (UploadedFile file, ISender sender, CancellationToken ct) =>
            sender.Send(new AnnounceContentCommand(file.Name), ct)
                .ThenAsync(id => sender.Send(new ReceiveContentCommand(id, file.Content), ct))
                .ThenAsync(id => sender.Send(new CompleteContentUploadCommand(id), ct))
                .ThenAsync(id => sender.Send(new GetContentQuery(id), ct))
                .ToCreated(row => $"{Path}/{row.Id}")).Accepts<IFormFile>(Form).WithUpload(MaxBytes(policy) + FormBytes);
        content.MapPost("/uploads", (StartContentUploadCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToCreated(upload => $"{Path}/{upload.Id}")).WithIdempotency();
        content.MapPost("/uploads/{id:guid}/complete", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new CompleteContentUploadCommand(id), ct)
                .ThenAsync(file => sender.Send(new GetContentQuery(file), ct))
                .ToAccepted(row => $"{Path}/{row.Id}")).WithIdempotency();
        content.MapGet("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetContentQuery(id), ct).ToOk()).WithFieldSelection<ContentRow>();
        content.MapGet("/{id:guid}/stream", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new OpenContentQuery(id), ct).ToResult(file => new FileDownload(file)))
            .Produces(StatusCodes.Status200OK, contentType: AnyType)
            .Produces(StatusCodes.Status206PartialContent, contentType: AnyType);
        content.MapDelete("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteContentCommand(id), ct).ToNoContent());
    }

    /// <summary>Where signed links lead while the store has no door of its own: anonymous, outside <c>/api</c>.</summary>
    public static void MapSignedContent(this IEndpointRouteBuilder app)
    {
        var policy = app.ServiceProvider.GetRequiredService<ContentPolicy>();
        var signed = app.MapGroup("").WithTags("Content").WithRateLimit(RateLimit.Tracking).AllowAnonymous().ExcludeFromDescription();
        signed.MapMethods("/content-files/{token}", ["GET", "HEAD"], (string token, ISender sender, CancellationToken ct) =>
            sender.Send(new OpenSignedContentQuery(token), ct).ToResult(file => new FileDownload(file)));
        signed.MapPut("/content-uploads/{token}", (string token, HttpRequest request, ISender sender, CancellationToken ct) =>
            sender.Send(new ReceiveSignedUploadCommand(token, request.Body), ct).ToNoContent()).WithUpload(MaxBytes(policy));
    }

    private static long MaxBytes(ContentPolicy policy) => Enum.GetValues<ContentKind>().Max(policy.MaxBytes);
}
