using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.ApiKeys;
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
        auth.MapPost("/logout", (LogoutCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());

        var open = auth.MapGroup("").AllowAnonymous();
        open.MapPost("/register", Register).AddEndpointFilter<EvenTiming>();
        open.MapPost("/verify-email", (VerifyEmailCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/resend-verification", ResendVerification).AddEndpointFilter<EvenTiming>();
        open.MapPost("/login", Login).AddEndpointFilter<EvenTiming>();
        open.MapPost("/forgot-password", (ForgotPasswordCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToAccepted())
            .AddEndpointFilter<EvenTiming>();
        open.MapPost("/reset-password", (ResetPasswordCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/accept-invitation", (AcceptInvitationCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/confirm-email", (ConfirmEmailCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/undo-email-change", (UndoEmailChangeCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent());
        open.MapPost("/password-strength", (CheckPasswordStrengthQuery query, ISender sender, CancellationToken ct) => sender.Send(query, ct).ToOk());
        open.MapPost("/refresh", (RefreshSessionCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToOk());

        var me = api.MapGroup("/users/me").WithTags("Identity");
        me.MapGet("", (ISender sender, CancellationToken ct) => sender.Send(new GetMeQuery(), ct).ToOk()).WithFieldSelection<MeRow>();
        me.MapPatch("", UpdateMe);
        MapApiKeys(api.MapGroup("/api-keys").WithTags("Identity"));
        me.MapPut("/password", (ChangePasswordCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToNoContent())
            .WithRateLimit(RateLimit.Auth);
        me.MapPost("/email", (ChangeEmailCommand command, ISender sender, CancellationToken ct) => sender.Send(command, ct).ToAccepted())
            .WithRateLimit(RateLimit.Auth);
        return api;
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

    private static Task<OkAnswer<SignedIn>> Login(Credentials credentials, HttpRequest request, ISender sender, CancellationToken ct) =>
        sender.Send(new LoginCommand(credentials.Email, credentials.Password, ClientFamily.Of(request.Headers.UserAgent)), ct).ToOk();

    /// <summary>Answers with the new state, read after the change has been committed, so that its ETag is right.</summary>
    private static Task<OkAnswer<MeRow>> UpdateMe(UpdateMeCommand command, ISender sender, CancellationToken ct) =>
        sender.Send(command, ct).ThenAsync(_ => sender.Send(new GetMeQuery(), ct)).ToOk();

    /// <param name="OverlapHours">How long the old secret goes on working: 0 to 168, by default 24.</param>
    private sealed record Rotation(int? OverlapHours);

    private sealed record Credentials(string Email, string Password);
}
