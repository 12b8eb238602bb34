using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>Mails that people find suspicious.</summary>
internal static class ReportEndpoints
{
    public const string Root = "/api/v1/phishing/reports";

    private const string MailType = "message/rfc822";

    /// <summary>Base64 takes four characters for three bytes; the rest is for what stands around it.</summary>
    private const long MaxJsonBytes = (ReportedMail.MaxMimeBytes / 3 * 4) + (1024 * 1024);

    public static void MapReports(this RouteGroupBuilder phishing)
    {
        phishing.MapGet("/report-page", (ISender sender, CancellationToken ct) => sender.Send(new GetReportPageQuery(), ct).ToOk());

        var mailbox = phishing.MapGroup("/report-mailbox");
        mailbox.MapGet("", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetReportMailboxQuery(), ct).ToOk()).WithFieldSelection<ReportMailboxRow>();
        mailbox.MapPut("", (SaveReportMailboxCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, new GetReportMailboxQuery(), ct).ToOk());
        mailbox.MapDelete("", (ISender sender, CancellationToken ct) => sender.Send(new DeleteReportMailboxCommand(), ct).ToNoContent());
        mailbox.MapPost("/test", (ISender sender, CancellationToken ct) => sender.Send(new TestReportMailboxQuery(), ct).ToOk());

        // Answers to reports are not kept for a repetition: they would lie beside the caller's key and say who has reported what.
        // Whoever reports once more, by name, changes nothing.
        var reports = phishing.MapGroup("/reports");
        reports.MapPost("/", (ReportPhishingCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToOk()).WithUpload(MaxJsonBytes);
        reports.MapPost("/mail", (RawBody mail, ISender sender, CancellationToken ct, string? reporter = null) =>
            sender.Send(new ReportMailCommand(mail.Content, reporter), ct).ToOk())
            .Accepts<byte[]>(MailType).WithUpload(ReportedMail.MaxMimeBytes);
        reports.MapGet("/", ([AsParameters] ListReportedMailsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<ReportedMailListRow>();
        reports.MapGet("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetReportedMailQuery(id), ct).ToOk()).WithFieldSelection<ReportedMailRow>();
        reports.MapGet("/{id:guid}/mime", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new OpenReportedMailQuery(id), ct).ToResult(mail => Results.Stream(mail, MailType, "reported-mail.eml")))
            .Produces(StatusCodes.Status200OK, contentType: MailType);
        reports.MapPost("/{id:guid}/resolve", (Guid id, ResolveRequest request, ISender sender, CancellationToken ct) =>
            sender.Send(new ResolveReportedMailCommand(id, request.Verdict, request.Answer), new GetReportedMailQuery(id), ct).ToOk()).WithIdempotency();
    }

    /// <param name="Answer">For the reporters, after the text that goes with the verdict.</param>
    internal sealed record ResolveRequest(ReportVerdict Verdict, string? Answer = null);
}
