using ErrorOr;
using Microsoft.AspNetCore.Mvc;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.ApiKeys;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Domain.Common;
using SecurityTraining.Infrastructure.Security;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class IdentityEndpoints
{
    private const string KeysMaxAge = "public, max-age=300";

    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Identity").WithRateLimit(RateLimit.Auth);
        auth.MapPost("/logout", (PresentedToken? presented, ISender sender, CancellationToken ct) =>
            sender.Send(new LogoutCommand(PresentedToken.In(presented)), ct).ToNoContent()).TakesSessionCookie().EndsSessionCookie();

        var open = auth.MapGroup("").AllowAnonymous();
        open.MapPost("/register", Register).AddEndpointFilter<EvenTiming>();
        open.MapPost("/verify-email", (VerifyEmailCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/resend-verification", ResendVerification).AddEndpointFilter<EvenTiming>();
        open.MapPost("/login", Login).AddEndpointFilter<EvenTiming>().GivesSessionCookie();
        open.MapPost("/forgot-password", (ForgotPasswordCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToAccepted())
            .AddEndpointFilter<EvenTiming>();
        open.MapPost("/reset-password", (ResetPasswordCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/accept-invitation", (AcceptInvitationCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/confirm-email", (ConfirmEmailCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/undo-email-change", (UndoEmailChangeCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/password-strength", (CheckPasswordStrengthQuery query, ISender sender, CancellationToken ct) => sender.Send(query, ct).ToOk());
        open.MapPost("/login/two-factor", LoginWithTwoFactor).GivesSessionCookie();
        open.MapPost("/refresh", (PresentedToken? presented, ISender sender, CancellationToken ct) =>
            sender.Send(new RefreshSessionCommand(PresentedToken.In(presented)), ct).ToOk()).TakesSessionCookie().GivesSessionCookie();

        var me = api.MapGroup("/users/me").WithTags("Identity");
        me.MapGet("", (ISender sender, CancellationToken ct) => sender.Send(new GetMeQuery(), ct).ToOk()).WithFieldSelection<MeRow>();
        me.MapPatch("", UpdateMe);
        MapApiKeys(api.MapGroup("/api-keys").WithTags("Identity"));
        me.MapPut("/password", (ChangePasswordCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent())
            .WithRateLimit(RateLimit.Auth);
        me.MapPost("/email", (ChangeEmailCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToAccepted())
            .WithRateLimit(RateLimit.Auth);
        MapTwoFactor(me.MapGroup("/two-factor").WithRateLimit(RateLimit.Auth));
        MapSessions(auth.MapGroup("/sessions"));
        api.MapDelete("/users/{id:guid}/two-factor", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ResetTwoFactorCommand(id), ct).ToNoContent()).WithTags("People");
        return api;
    }

    private static void MapTwoFactor(RouteGroupBuilder twoFactor)
    {
        twoFactor.MapGet("", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetTwoFactorQuery(), ct).ToOk()).WithFieldSelection<TwoFactorRow>();
        twoFactor.MapPost("", (ISender sender, CancellationToken ct) => sender.Send(new SetUpTwoFactorCommand(), ct).ToOk());
        twoFactor.MapPost("/confirm", (ConfirmTwoFactorCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToOk());
        twoFactor.MapPost("/backup-codes", (ISender sender, CancellationToken ct) => sender.Send(new ReplaceBackupCodesCommand(), ct).ToOk());
        twoFactor.MapDelete("", ([FromBody] SwitchOffTwoFactorCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToNoContent());
    }

    private static void MapSessions(RouteGroupBuilder sessions)
    {
        sessions.MapGet("", ([AsParameters] ListSessionsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<SessionRow>();
        sessions.MapDelete("", (ISender sender, CancellationToken ct) => sender.Send(new EndOtherSessionsCommand(), ct).ToNoContent());
        sessions.MapDelete("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new EndSessionCommand(id), ct).ToNoContent());
    }

    /// <summary>Outside the versioned API: its path is fixed by convention.</summary>
    public static IEndpointRouteBuilder MapPublishedKeys(this IEndpointRouteBuilder app)
    {
        app.MapGet("/.well-known/jwks.json", (SigningKeys keys, HttpResponse response) =>
        {
            response.Headers.CacheControl = KeysMaxAge;
            return TypedResults.Ok(keys.Published);
        }).WithTags("Identity").AllowAnonymous();
        return app;
    }

    private static void MapApiKeys(RouteGroupBuilder keys)
    {
        keys.MapGet("/", ([AsParameters] ListApiKeysQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<ApiKeyRow>();
        keys.MapPost("/", (CreateApiKeyCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToCreated(key => $"/api/v1/api-keys/{key.Id}"));
        keys.MapPost("/{id}/rotate", (Guid id, Rotation? rotation, ISender sender, CancellationToken ct) =>
            sender.Send(new RotateApiKeyCommand(id, rotation?.OverlapHours), ct).ToOk());
        keys.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) => sender.Send(new RevokeApiKeyCommand(id), ct).ToNoContent());
    }

    private static Task<CreatedAnswer<RegisteredCompany>> Register(RegisterCompanyCommand command, ISender sender, CancellationToken ct) =>
        sender.Send(command, ct).ToCreated(_ => "/api/v1/company");

    private static Task<AcceptedAnswer> ResendVerification(ResendVerificationCommand command, ISender sender, CancellationToken ct) =>
        sender.Send(command, ct).ToAccepted();

    private static Task<OkAnswer<LoginAnswer>> Login(Credentials credentials, HttpRequest request, ISender sender, CancellationToken ct) =>
        sender.Send(
            new LoginCommand(
                credentials.Email,
                credentials.Password,
                ClientFamily.Of(request.Headers.UserAgent),
                request.HttpContext.Connection.RemoteIpAddress,
                credentials.TrustedDeviceToken),
            ct).ToOk();

    private static Task<OkAnswer<SignedIn>> LoginWithTwoFactor(SecondFactor factor, HttpRequest request, ISender sender, CancellationToken ct) =>
        sender.Send(
            new LoginWithTwoFactorCommand(
                factor.ChallengeToken,
                factor.Code,
                factor.BackupCode,
                factor.TrustDevice,
                ClientFamily.Of(request.Headers.UserAgent),
                request.HttpContext.Connection.RemoteIpAddress),
            ct).ToOk();

    /// <summary>Answers with the new state, read after the change has been committed, so that its ETag is right.</summary>
    private static Task<OkAnswer<MeRow>> UpdateMe(UpdateMeCommand command, ISender sender, CancellationToken ct) =>
        sender.Send(command, ct).ThenAsync(_ => sender.Send(new GetMeQuery(), ct)).ToOk();

    /// <param name="OverlapHours">How long the old secret goes on working: 0 to 168, by default 24.</param>
    private sealed record Rotation(int? OverlapHours);

    private sealed record Credentials(string Email, string Password, string? TrustedDeviceToken = null);

    private sealed record SecondFactor(string ChallengeToken, string? Code = null, string? BackupCode = null, bool TrustDevice = false);
}
