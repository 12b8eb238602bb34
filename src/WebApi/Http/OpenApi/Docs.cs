using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace SecurityTraining.WebApi.Http.OpenApi;

/// <summary>The contract for people at <c>/docs</c>: Scalar, from its package and from nowhere else.</summary>
internal static class Docs
{
    private const string Path = "/docs";

    public static void MapDocs(this WebApplication app)
    {
        app.MapOpenApi(ApiDocument.Route).AllowAnonymous();
        app.MapScalarApiReference(Path, Configure).AllowAnonymous();
        app.MapGet("/", () => TypedResults.Redirect(Path + "/")).AllowAnonymous().ExcludeFromDescription();
    }

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

        options
            .WithTitle("SecurityTraining API")
            .WithOpenApiRoutePattern(ApiDocument.Route)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton();
        options.Nonce = nonce;
    }
}
