using System.Net.Mime;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Domain.Identity;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Pages;

/// <summary>
/// Where a browser sets out for its company's identity provider, and where it comes back. With a frontend in the configuration it is sent on
/// there, with the code or the error behind the <c>#</c>, which no server and no log sees; without one, a page says how it went. Whoever sets out
/// without the frontend's challenge, by a link in a mail, is sent there first.
/// </summary>
internal static class SignOnPages
{
    public static void MapSignOnPages(this WebApplication app)
    {
        var frontend = app.Services.GetRequiredService<SignOnFrontend>().Url;
        var pages = app.MapGroup("").WithTags("Pages").WithRateLimit(RateLimit.Auth).AllowAnonymous();
        pages.MapGet(
                SignOnPaths.Start,
                (HttpContext context, PublicAddress address, ISender sender, CancellationToken ct, string? email = null, string? challenge = null) =>
                    Start(new(email ?? "", challenge), frontend, context, address, sender, ct))
            .Produces(StatusCodes.Status302Found)
            .Produces<string>(StatusCodes.Status400BadRequest, MediaTypeNames.Text.Html);
        pages.MapGet(
                SignOnPaths.Callback,
                (HttpContext context, PublicAddress address, ISender sender, CancellationToken ct, string? state = null, string? code = null, string? error = null, string? iss = null) =>
                    Return(new(state ?? "", code, error, iss), frontend, context, address, sender, ct))
            .Produces<string>(contentType: MediaTypeNames.Text.Html)
            .Produces(StatusCodes.Status302Found)
            .Produces<string>(StatusCodes.Status400BadRequest, MediaTypeNames.Text.Html);
    }

    private static async Task<IResult> Start(
        StartSignOnCommand command, Uri? frontend, HttpContext context, PublicAddress address, ISender sender, CancellationToken ct)
    {
        var started = await sender.Send(command, ct);
        if (started.IsError)
        {
            if (started.FirstError == SignOnErrors.ChallengeRequired)
            {
                return new Redirection($"{frontend}#email={Uri.EscapeDataString(command.Email)}");
            }

            return Failure(context.Request, started.FirstError);
        }

        SignOnCookie.Set(context.Response, started.Value, address);
        return new Redirection(started.Value.AuthorizationUrl);
    }

    private static async Task<IResult> Return(
        Brought brought, Uri? frontend, HttpContext context, PublicAddress address, ISender sender, CancellationToken ct)
    {
        var secret = SignOnCookie.Read(context.Request, brought.State, address) ?? "";
        var handover = await sender.Send(new TakeSignOnCommand(brought.State, secret), ct)
            .ThenAsync(_ => sender.Send(new CompleteSignOnCommand(brought.State, secret, brought.Code, brought.Error, brought.Issuer), ct));
        if (secret.Length > 0)
        {
            SignOnCookie.Remove(context.Response, brought.State, address);
        }

        return handover switch
        {
            { IsError: false } when frontend is not null => new Redirection($"{frontend}#code={handover.Value.Code}"),
            { IsError: false } => Success(context.Request, handover.Value.Code),
            _ when frontend is not null => new Redirection($"{frontend}#error={Uri.EscapeDataString(Told(handover.FirstError).Code)}"),
            _ => Failure(context.Request, Told(handover.FirstError)),
        };
    }

    /// <summary>Whoever comes back with parts missing has to begin again, like anybody who is too late.</summary>
    private static Error Told(Error error) => error.Type == ErrorType.Validation ? SignOnErrors.Invalid : error;

    private static IResult Success(HttpRequest request, string code)
    {
        var (language, heading, advice) = HtmlPage.Language(request) switch
        {
            "de" => ("de", "Sie sind angemeldet", "Sie können zu Ihrer Anwendung zurückkehren. Falls sie nach einem Code fragt: Er gilt eine Minute und nur einmal."),
            var other => (other, "You are signed in", "You can go back to your application. If it asks for a code: it works once, within a minute."),
        };
        return HtmlPage.Show(language, heading, $"<p>{HtmlPage.Encode(advice)}</p>\n<p><code id=\"code\">{HtmlPage.Encode(code)}</code></p>");
    }

    private static IResult Failure(HttpRequest request, Error error)
    {
        var language = HtmlPage.Language(request);
        var (heading, advice) = SignOnTexts.In(language, error.Code);
        return HtmlPage.Show(
            language, heading, $"<p>{HtmlPage.Encode(advice)}</p>\n<p><small>{HtmlPage.Encode(error.Code)}</small></p>", Problems.From([error]).Status!.Value);
    }

    /// <summary>The framework's own writes its destination into the log.</summary>
    private sealed class Redirection(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.Redirect(url);
            return Task.CompletedTask;
        }
    }

    private sealed record Brought(string State, string? Code, string? Error, string? Issuer);
}
