using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Http.Json;
using SecurityTraining.WebApi.Http.OpenApi;
using SecurityTraining.WebApi.Observability;

namespace SecurityTraining.WebApi.Http;

/// <summary>What holds for every endpoint, so that none has to think of it.</summary>
internal static class HttpConventions
{
    public static WebApplicationBuilder AddHttpConventions(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Uploads.MaxBodySize;
        });

        builder.Services
            .AddStrictJson()
            .AddProblems()
            .AddRateLimits()
            .AddCompression()
            .AddApiDocument()
            .AddBrowserAccess(builder.Configuration)
            .AddTrustedProxies(builder.Configuration)
            .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }

    /// <summary>
    /// The whole pipeline in front of the endpoints, sign-in included. The order matters: what is further out sees what is further in fail.
    /// </summary>
    public static WebApplication UseHttpConventions(this WebApplication app)
    {
        if (app.Configuration.GetSection(ProxiesKey).Exists())
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ApiVersions>();
        app.UseRequestLog();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseManagementPort();
        app.UseMiddleware<ScormHost>();
        app.UseMiddleware<RequestGuard>();
        app.UseWhen(MayBeCompressed, branch => branch.UseResponseCompression());
        app.UseRouting();
        if (app.Services.GetRequiredService<BrowserOrigins>().Frontends.Count > 0)
        {
            app.UseCors();
        }

        // Who calls is known before requests are counted, and refusals count too.
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<Unmatched>();
        app.UseAuthorization();
        app.UseMiddleware<CompanyLooks>();
        app.UseMiddleware<QueryValues>();
        app.UseMiddleware<PreconditionMiddleware>();
        app.UseMiddleware<RequestOrigins>();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.MapDocs();
        return app;
    }

    private const string ProxiesKey = "ForwardedHeaders:KnownProxies";

    /// <summary>
    /// Compressed together with text that an attacker chooses, a secret shows in the length (BREACH); a pixel gains nothing; and parts of a file
    /// must fit together.
    /// </summary>
    private static bool MayBeCompressed(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/t", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/api/v1/auth", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/api/v1/content", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/content-files", StringComparison.OrdinalIgnoreCase);

    private static IServiceCollection AddCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, Problems.MediaType, "text/csv", "image/svg+xml"];
        });

    /// <summary>For frontends of other origins; without any in the configuration, browsers let none in.</summary>
    private static IServiceCollection AddBrowserAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var origins = new BrowserOrigins(configuration);
        return services.AddSingleton(origins).AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins.Frontends])
            .AllowAnyHeader()
            .AllowAnyMethod()
            .AllowCredentials()
            .WithExposedHeaders(
                "Location", "ETag", "Link", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset",
                "X-Request-Id", Idempotency.ReplayedHeader, "Content-Disposition", "Deprecation", "Sunset", "api-supported-versions")
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }

    /// <summary>Addresses (<c>10.0.0.5</c>) and networks (<c>10.0.0.0/8</c>) that may say on whose behalf they call.</summary>
    private static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in configuration.GetSection(ProxiesKey).Get<string[]>() ?? [])
            {
                if (proxy.Contains('/', StringComparison.Ordinal))
                {
                    options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
                }
                else
                {
                    options.KnownProxies.Add(IPAddress.Parse(proxy));
                }
            }
        });
}
