using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Pages;

/// <summary>
/// Where people without an add-in report a mail: they ask for a link to their own mailbox, and behind it upload the mail or paste its source.
/// </summary>
internal static class ReportPage
{
    /// <summary>What a form needs around a file.</summary>
    private const long FormBytes = 64 * 1024;

    public static void MapReportPage(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup("").WithTags("Pages").WithRateLimit(RateLimit.Auth).AllowAnonymous();
        page.MapGet(ReportPagePaths.Ask, (HttpRequest request, string? company = null) => Ask(request, company))
            .Produces<string>(contentType: MediaTypeNames.Text.Html);
        page.MapPost(ReportPagePaths.Ask, SendLink).DisableAntiforgery()
            .Produces<string>(contentType: MediaTypeNames.Text.Html)
            .Produces<string>(StatusCodes.Status400BadRequest, MediaTypeNames.Text.Html);
        page.MapGet(ReportPagePaths.Upload, (HttpRequest request, string? token = null) => Form(request, token, problem: null))
            .Produces<string>(contentType: MediaTypeNames.Text.Html);
        page.MapPost(ReportPagePaths.Upload, Report).WithUpload(ReportedMail.MaxMimeBytes + FormBytes)
            .Produces<string>(contentType: MediaTypeNames.Text.Html)
            .Produces<string>(StatusCodes.Status400BadRequest, MediaTypeNames.Text.Html);
    }

    private static IResult Ask(HttpRequest request, string? company)
    {
        var isGerman = HtmlPage.Language(request) == "de";
        return HtmlPage.Show(
            HtmlPage.Language(request),
            isGerman ? "Verdächtige Nachricht melden" : "Report a suspicious mail",
            $"""
             <p>{(isGerman ? "Wir senden Ihnen einen Link an Ihre Firmenadresse. Damit laden Sie die Nachricht hoch." : "We send a link to your company mail address. With it you upload the mail.")}</p>
             <form method="post" action="{HtmlPage.Encode(request.PathBase + ReportPagePaths.Ask)}">
             <input type="hidden" name="company" value="{HtmlPage.Encode(company ?? "")}">
             <p><label for="email">{(isGerman ? "Ihre E-Mail-Adresse" : "Your mail address")}</label>
             <input id="email" name="email" type="email" autocomplete="email" maxlength="254" required></p>
             <button type="submit">{(isGerman ? "Link senden" : "Send the link")}</button>
             </form>
             """);
    }

    private static async Task<IResult> SendLink(
        HttpRequest request, ISender sender, CancellationToken ct, [FromForm] string? company = null, [FromForm] string? email = null)
    {
        var sent = await sender.Send(new RequestReportLinkCommand(company ?? "", email ?? ""), ct);
        var (heading, text) = (sent.IsError, HtmlPage.Language(request)) switch
        {
            (false, "de") => ("Sehen Sie in Ihr Postfach", "Wenn die Adresse zu Ihrem Unternehmen gehört, ist der Link unterwegs. Er gilt 30 Minuten."),
            (false, _) => ("Look into your mailbox", "If the address is one of your company, the link is on its way. It works for 30 minutes."),
            (true, "de") => ("Das hat nicht geklappt", "Prüfen Sie Ihre Adresse und öffnen Sie die Seite noch einmal über Ihr Intranet."),
            (true, _) => ("That did not work", "Check your address, and open the page again from your intranet."),
        };
        return HtmlPage.Show(
            HtmlPage.Language(request), heading, $"<p>{HtmlPage.Encode(text)}</p>", sent.IsError ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static IResult Form(HttpRequest request, string? token, string? problem)
    {
        var isGerman = HtmlPage.Language(request) == "de";
        return HtmlPage.Show(
            HtmlPage.Language(request),
            isGerman ? "Verdächtige Nachricht melden" : "Report a suspicious mail",
            $"""
             {(problem is null ? "" : $"<p role=\"alert\">{HtmlPage.Encode(problem)}</p>")}
             <p>{(isGerman ? "Speichern Sie die Nachricht als Datei (.eml) und laden Sie sie hoch, oder fügen Sie ihren Quelltext ein." : "Save the mail as a file (.eml) and upload it, or paste its source.")}</p>
             <form method="post" enctype="multipart/form-data" action="{HtmlPage.Encode(request.PathBase + ReportPagePaths.Upload)}">
             <input type="hidden" name="token" value="{HtmlPage.Encode(token ?? "")}">
             <p><label for="file">{(isGerman ? "Datei" : "File")}</label>
             <input id="file" name="file" type="file" accept=".eml,message/rfc822"></p>
             <p><label for="source">{(isGerman ? "Oder Quelltext" : "Or source")}</label>
             <textarea id="source" name="source" rows="8" cols="40"></textarea></p>
             <button type="submit">{(isGerman ? "Melden" : "Report")}</button>
             </form>
             """,
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Report(
        HttpRequest request, ISender sender, CancellationToken ct, IFormFile? file = null, [FromForm] string? token = null, [FromForm] string? source = null)
    {
        var reported = await sender.Send(new ReportByLinkCommand(token ?? "", await Mail(file, source, ct)), ct);
        var isGerman = HtmlPage.Language(request) == "de";
        if (!reported.IsError)
        {
            return HtmlPage.Show(
                HtmlPage.Language(request), isGerman ? "Danke für Ihre Meldung" : "Thank you for your report", $"<p>{HtmlPage.Encode(reported.Value.Message)}</p>");
        }

        return Form(request, token, reported.FirstError.Code == ReportedMailErrors.Unreadable.Code
            ? isGerman ? "Das ist keine Nachricht mit Absender und Betreff." : "This is no mail with a sender and a subject."
            : isGerman ? "Der Link gilt nicht mehr, oder Sie haben heute schon zu viel gemeldet." : "The link no longer works, or you have reported too much today.");
    }

    private static async Task<ReadOnlyMemory<byte>> Mail(IFormFile? file, string? source, CancellationToken ct)
    {
        if (file is not { Length: > 0 })
        {
            return Encoding.UTF8.GetBytes(source ?? "");
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}
