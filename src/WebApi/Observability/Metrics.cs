using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.WebApi.Observability;

/// <summary>
/// <c>/metrics</c> for Prometheus: for anybody on the management port, which is not for the internet, elsewhere for the platform
/// administrator.
/// </summary>
internal static class Metrics
{
    private const string PortKey = "Management:Port";
    public const string Path = "/metrics";

    public static void MapMetrics(this WebApplication app)
    {
        var port = Port(app.Configuration);
        app.MapPrometheusScrapingEndpoint(Path).DisableRateLimiting().RequireAuthorization(policy => policy.RequireAssertion(
            authorization => authorization.Resource is HttpContext context && (IsManagement(context, port) || IsPlatformAdmin(context))));
    }

    /// <summary>On the management port there is nothing but the probes and the metrics.</summary>
    public static IApplicationBuilder UseManagementPort(this WebApplication app)
    {
        var port = Port(app.Configuration);
        return port == 0 ? app : app.Use((context, next) =>
        {
            if (!IsManagement(context, port) || RequestLog.IsProbe(context))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>Adds the port to the addresses that the service listens on anyway.</summary>
    public static void AddManagementPort(this WebApplicationBuilder builder)
    {
        var port = Port(builder.Configuration);
        if (port == 0)
        {
            return;
        }

        var address = $"http://*:{port}";
        if (builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.Configuration["Kestrel:Endpoints:Management:Url"] = address;
        }
        else
        {
            builder.WebHost.UseUrls([.. Addresses(builder.Configuration), address]);
        }
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
        }

        return configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 } ports
            ? ports.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}")
            : ["http://localhost:5000"];
    }

    private static int Port(IConfiguration configuration) => configuration.GetValue(PortKey, 0);

    private static bool IsManagement(HttpContext context, int port) => port != 0 && context.Connection.LocalPort == port;

    private static bool IsPlatformAdmin(HttpContext context) =>
        context.RequestServices.GetRequiredService<ICurrentUser>().Has(Permission.OperatePlatform);
}
