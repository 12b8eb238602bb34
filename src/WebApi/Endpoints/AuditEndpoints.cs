using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Application.Common;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class AuditEndpoints
{
    private const string FileName = "audit-log";

    public static void MapAudit(this RouteGroupBuilder api)
    {
        var log = api.MapGroup("/audit-log").WithTags("Audit");
        log.MapGet("/", ([AsParameters] ListAuditLogQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<AuditLogRow>();
        log.MapGet("/export", ([AsParameters] ExportAuditLogQuery query, ISender sender, ICsvWriter csv, IOptions<JsonOptions> json, CancellationToken ct) =>
            sender.Send(query, ct).ToResult(rows => query.Format == AuditLogFormat.Jsonl
                ? JsonLinesDownload.Of(json, rows, FileName)
                : CsvDownload.Of(csv, rows.Select(AuditLogLine.Of), FileName)))
            .Produces(StatusCodes.Status200OK, responseType: null, CsvDownload.MediaType, JsonLinesDownload.MediaType);
        log.MapGet("/verification", (ISender sender, CancellationToken ct) => sender.Send(new VerifyAuditLogQuery(), ct).ToOk());
    }
}
