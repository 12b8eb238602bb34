using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Pages;

/// <summary>
/// Where the link of the verification mail leads. Opening it changes nothing, because mail scanners open links too; the button does.
/// </summary>
internal static class VerifyEmailPage
{
    private const string Path = "/verify-email";

    private static readonly Text English = new(
        "Confirm your mail address",
        "One click, and you can sign in.",
        "Confirm mail address",
        "Your mail address is confirmed",
        "You can close this page and sign in now.",
        "This link no longer works",
        "It has been used or has expired. If your address is not confirmed yet, ask for a new mail when you sign in.");

    private static readonly Text German = new(
        "E-Mail-Adresse bestätigen",
        "Ein Klick, und Sie können sich anmelden.",
        "E-Mail-Adresse bestätigen",
        "Ihre E-Mail-Adresse ist bestätigt",
        "Sie können diese Seite schließen und sich jetzt anmelden.",
        "Dieser Link gilt nicht mehr",
        "Er wurde schon benutzt oder ist abgelaufen. Falls Ihre Adresse noch nicht bestätigt ist, fordern Sie beim Anmelden eine neue Nachricht an.");

    public static IEndpointRouteBuilder MapVerifyEmailPage(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup(Path).WithTags("Pages").WithRateLimit(RateLimit.Auth).AllowAnonymous();
        page.MapGet("", Ask).Produces<string>(contentType: MediaTypeNames.Text.Html);

        // A forged request would need the token, which nobody but the owner of the mailbox has.
        page.MapPost("", Verify).DisableAntiforgery()
            .Produces<string>(contentType: MediaTypeNames.Text.Html)
            .Produces<string>(StatusCodes.Status400BadRequest, MediaTypeNames.Text.Html);
        return app;
    }

    private static IResult Ask(HttpRequest request, string? token = null)
    {
        var (language, text) = In(request);
        return HtmlPage.Show(
            language,
            text.Question,
            $"""
             <p>{HtmlPage.Encode(text.Explanation)}</p>
             <form method="post" action="{HtmlPage.Encode(request.PathBase + Path)}">
             <input type="hidden" name="token" value="{HtmlPage.Encode(token ?? "")}">
             <button type="submit">{HtmlPage.Encode(text.Button)}</button>
             </form>
             """);
    }

    private static async Task<IResult> Verify(HttpRequest request, ISender sender, CancellationToken ct, [FromForm] string? token = null)
    {
        var (language, text) = In(request);
        var verified = await sender.Send(new VerifyEmailCommand(token ?? ""), ct);
        return verified.IsError
            ? HtmlPage.Show(language, text.Failure, Paragraph(text.FailureAdvice), StatusCodes.Status400BadRequest)
            : HtmlPage.Show(language, text.Success, Paragraph(text.SuccessAdvice));
    }

    private static string Paragraph(string text) => $"<p>{HtmlPage.Encode(text)}</p>";

    private static (string Language, Text Text) In(HttpRequest request) =>
        HtmlPage.Language(request) is var language && language == "de" ? (language, German) : (language, English);

    private sealed record Text(
        string Question, string Explanation, string Button, string Success, string SuccessAdvice, string Failure, string FailureAdvice);
}
