using Microsoft.AspNetCore.Diagnostics;
using SecurityTraining.Application.Common;
using SecurityTraining.WebApi.Http;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SecurityTraining.WebApi.Observability;

/// <summary>
/// One line for each request. It names the route, never the path or the query: those carry the tokens of mail links and what people search.
/// </summary>
internal static class RequestLog
{
    private const string Template = "{Method} {Route} {StatusCode} in {Elapsed:0.0} ms";
    private const string NoRoute = "(none)";

    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app) => app.UseSerilogRequestLogging(options =>
    {
        options.MessageTemplate = Template;
        options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
        [
            new("Method", new ScalarValue(context.Request.Method)),
            new("Route", new ScalarValue(RouteOf(context))),
            new("StatusCode", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
        ];
        options.GetLevel = (context, _, exception) =>
            exception is not null || context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? LogEventLevel.Error
            : IsProbe(context) ? LogEventLevel.Debug
            : LogEventLevel.Information;
        options.EnrichDiagnosticContext = Enrich;
    });

    /// <summary>
    /// The template, such as <c>/api/v1/users/{id}</c>. The exception handler clears the endpoint, but says which one it was.
    /// </summary>
    public static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint) is RouteEndpoint route
            ? route.RoutePattern.RawText ?? NoRoute
            : NoRoute;

    public static bool IsProbe(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments(Metrics.Path, StringComparison.OrdinalIgnoreCase);

    private static void Enrich(IDiagnosticContext line, HttpContext context)
    {
        var caller = context.RequestServices.GetRequiredService<ICurrentUser>();
        line.Set("TraceId", Problems.TraceId(context));
        line.Set("RequestId", context.TraceIdentifier);
        if (caller.UserId is { } user)
        {
            line.Set("UserId", user);
        }

        if (caller.ApiKeyId is { } key)
        {
            line.Set("ApiKeyId", key);
        }

        if (caller.CompanyId is { } company)
        {
            line.Set("CompanyId", company);
        }
    }
}

/// <summary>Takes the raw path, which the framework puts beside every event of a request, out of the log again.</summary>
internal sealed class WithoutRequestPath : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.RemovePropertyIfPresent("RequestPath");
}
