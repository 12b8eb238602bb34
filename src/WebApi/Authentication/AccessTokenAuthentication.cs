using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.WebApi.Authentication;

internal static class AccessTokenAuthentication
{
    private const string EitherScheme = "AccessTokenOrApiKey";

    /// <summary>
    /// <c>Authorization: Bearer</c> with an access token of ours, or <c>X-Api-Key</c>. Whether the caller may do what they ask for is decided by the use case;
    /// here it is only found out who they are.
    /// </summary>
    public static IServiceCollection AddAccessTokenAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, displayName: null, options => options.ForwardDefaultSelector = ApiKeyAuthentication.SchemeFor)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, configureOptions: null)
            .AddJwtBearer();
        services.AddAuthorization();
        services.AddSingleton<AccessTokenEvents>();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<AccessTokenReader>((options, reader) =>
        {
            options.MapInboundClaims = false;
            options.SaveToken = false;
            options.IncludeErrorDetails = false;
            options.TokenValidationParameters = reader.Parameters;
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(reader);
            options.EventsType = typeof(AccessTokenEvents);
        });
        return services;
    }
}

/// <summary>
/// A token that is genuine says who the caller was when it was issued; their session says whether they still are, and what they may do now.
/// </summary>
internal sealed class AccessTokenEvents(ISessionStates sessions) : JwtBearerEvents
{
    private static readonly HashSet<string> Roles = Enum.GetValues<Role>().Select(AccessTokenClaims.NameOf).ToHashSet(StringComparer.Ordinal);

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var principal = context.Principal!;
        if (Id(principal, AccessTokenClaims.UserId) is { } userId
            && Id(principal, AccessTokenClaims.CompanyId) is { } companyId
            && Id(principal, AccessTokenClaims.SessionId) is { } sessionId
            && Roles.Contains(principal.FindFirstValue(AccessTokenClaims.Role) ?? "")
            && await sessions.Find(companyId, sessionId, context.HttpContext.RequestAborted) is { } state)
        {
            var lacksSecondFactor = principal.HasClaim(claim => claim.Type == AccessTokenClaims.LacksSecondFactor);
            context.HttpContext.RequestServices.GetRequiredService<Caller>()
                .SignIn(userId, companyId, state.Role, sessionId, lacksSecondFactor, state.Rights);
        }
        else
        {
            context.Fail("The session has ended.");
        }
    }

    private static Guid? Id(ClaimsPrincipal principal, string claim) =>
        Guid.TryParseExact(principal.FindFirstValue(claim), "D", out var id) ? id : null;
}
