using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Domain.Common;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class SignOnEndpoints
{
    public static void MapSignOn(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/company/single-sign-on").WithTags("Company");
        settings.MapGet("", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetSingleSignOnQuery(), ct).ToOk()).WithFieldSelection<SingleSignOnRow>();
        settings.MapPut("", (SaveSingleSignOnCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, new GetSingleSignOnQuery(), ct).ToOk());
        settings.MapDelete("", (ISender sender, CancellationToken ct) => sender.Send(new DeleteSingleSignOnCommand(), ct).ToNoContent());

        var open = api.MapGroup("/auth/sso").WithTags("Identity").WithRateLimit(RateLimit.Auth).AllowAnonymous();
        open.MapGet("/discovery", (string email, ISender sender, CancellationToken ct) => sender.Send(new FindSignOnQuery(email), ct).ToOk());
        open.MapPost("/start", (StartSignOnCommand command, HttpResponse response, PublicAddress address, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenDo(started => SignOnCookie.Set(response, started, address))
                .Then(started => new SetOut(started.AuthorizationUrl))
                .ToOk());
        open.MapPost("/exchange", (HandedOver handover, HttpRequest request, ISender sender, CancellationToken ct) =>
            sender.Send(
                new ExchangeSignOnCommand(
                    handover.Code,
                    ClientFamily.Of(request.Headers.UserAgent),
                    request.HttpContext.Connection.RemoteIpAddress,
                    handover.TrustedDeviceToken,
                    handover.Verifier),
                ct).ToOk()).GivesSessionCookie();
    }

    /// <param name="AuthorizationUrl">Where to send the browser.</param>
    private sealed record SetOut(string AuthorizationUrl);

    private sealed record HandedOver(string Code, string? TrustedDeviceToken = null, string? Verifier = null);
}
