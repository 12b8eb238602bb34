using System.Net.Mime;
using ErrorOr;
using Microsoft.AspNetCore.Mvc;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Pages;

/// <summary>
/// Where the link of a mail leads. Opening it changes nothing, because mail scanners open links too; its form does. A forged request would
/// need the token, which nobody but the owner of the mailbox has, so the form has no other defence.
/// </summary>
/// <param name="Path">Of the page, and of its form.</param>
/// <param name="English">What it says.</param>
/// <param name="German">What it says in German.</param>
internal sealed record LinkPage(string Path, LinkPageText English, LinkPageText German)
{
    private const string PasswordField = "password";

    /// <summary>A page with nothing but a button.</summary>
    public void Map(IEndpointRouteBuilder app, Func<string, ICommand<Success>> command) => Map(
        app,
        asksPassword: false,
        (HttpRequest request, ISender sender, CancellationToken ct, [FromForm] string? token = null) =>
            Do(request, sender, command(token ?? ""), token, asksPassword: false, ct));

    /// <summary>A page that asks for a new password.</summary>
    public void Map(IEndpointRouteBuilder app, Func<string, string, ICommand<Success>> command) => Map(
        app,
        asksPassword: true,
        (HttpRequest request, ISender sender, CancellationToken ct, [FromForm] string? token = null, [FromForm] string? password = null) =>
            Do(request, sender, command(token ?? "", password ?? ""), token, asksPassword: true, ct));

    private void Map(IEndpointRouteBuilder app, bool asksPassword, Delegate post)
    {
        var page = app.MapGroup(Path).WithTags("Pages").WithRateLimit(RateLimit.Auth).AllowAnonymous();
        page.MapGet("", (HttpRequest request, string? token = null) => Ask(request, token, asksPassword, []))
            .Produces<string>(contentType: MediaTypeNames.Text.Html);
        page.MapPost("", post).DisableAntiforgery()
            .Produces<string>(contentType: MediaTypeNames.Text.Html)
            .Produces<string>(StatusCodes.Status400BadRequest, MediaTypeNames.Text.Html);
    }

    private async Task<IResult> Do(
        HttpRequest request, ISender sender, ICommand<Success> command, string? token, bool asksPassword, CancellationToken ct)
    {
        var (language, text) = In(request);
        var done = await sender.Send(command, ct);
        if (!done.IsError)
        {
            return HtmlPage.Show(language, text.Success, Paragraph(text.SuccessAdvice));
        }

        if (done.Errors.Where(IsAboutPassword).ToList() is { Count: > 0 } refused)
        {
            return Ask(request, token, asksPassword, refused);
        }

        var (headline, advice) = (done.FirstError.Type == ErrorType.Conflict, language) switch
        {
            (true, "de") => ("Diese Adresse ist vergeben", "Mit dieser E-Mail-Adresse meldet sich schon ein anderes Konto an. Es wurde nichts geändert."),
            (true, _) => ("This address is taken", "Another account signs in with this mail address already. Nothing has been changed."),
            (false, "de") => ("Dieser Link gilt nicht mehr", text.FailureAdvice),
            (false, _) => ("This link no longer works", text.FailureAdvice),
        };
        return HtmlPage.Show(language, headline, Paragraph(advice), StatusCodes.Status400BadRequest);
    }

    private IResult Ask(HttpRequest request, string? token, bool asksPassword, IReadOnlyList<Error> refused)
    {
        var (language, text) = In(request);
        return HtmlPage.Show(
            language,
            text.Question,
            $"""
             {Paragraph(text.Explanation)}
             <form method="post" action="{HtmlPage.Encode(request.PathBase + Path)}">
             <input type="hidden" name="token" value="{HtmlPage.Encode(token ?? "")}">
             {(asksPassword ? Password(language, refused) : "")}
             <button type="submit">{HtmlPage.Encode(text.Button)}</button>
             </form>
             """,
            refused.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static string Password(string language, IReadOnlyList<Error> refused)
    {
        var problems = string.Concat(refused.Select(error => PasswordTexts.In(language, error)).Distinct(StringComparer.Ordinal).Select(Paragraph));
        var described = refused.Count == 0 ? "hint" : "problems hint";
        return $"""
             {(refused.Count == 0 ? "" : $"<div id=\"problems\" role=\"alert\">{problems}</div>")}
             <label for="password">{HtmlPage.Encode(PasswordTexts.Label(language))}</label>
             <input id="password" name="password" type="password" autocomplete="new-password" minlength="{PasswordPolicy.MinLength}" required aria-describedby="{described}">
             <p id="hint">{HtmlPage.Encode(PasswordTexts.Hint(language))}</p>
             """;
    }

    private (string Language, LinkPageText Text) In(HttpRequest request) =>
        HtmlPage.Language(request) is var language && language == "de" ? (language, German) : (language, English);

    private static bool IsAboutPassword(Error error) => error.Metadata?.GetValueOrDefault(ValidationErrors.FieldKey) is PasswordField;

    private static string Paragraph(string text) => $"<p>{HtmlPage.Encode(text)}</p>";
}

/// <param name="FailureAdvice">What to do when the link no longer works.</param>
internal sealed record LinkPageText(
    string Question, string Explanation, string Button, string Success, string SuccessAdvice, string FailureAdvice);
