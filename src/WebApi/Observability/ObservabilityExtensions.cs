using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace SecurityTraining.WebApi.Observability;

/// <summary>What operators see of the running service: log, traces, metrics.</summary>
internal static class ObservabilityExtensions
{
    private const string Readable = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj} {SourceContext}{NewLine}{Exception}";

    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        builder.Services.AddSerilog((_, log) => Configure(log, builder.Environment, builder.Configuration));
        builder.AddTelemetry();
        return builder;
    }

    public static WebApplication MapObservability(this WebApplication app)
    {
        app.MapMetrics();
        return app;
    }

    /// <summary>The levels are ours unless the configuration's <c>Serilog</c> section says otherwise.</summary>
    private static void Configure(LoggerConfiguration log, IHostEnvironment environment, IConfiguration configuration)
    {
        log.MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http.HttpClient", LogEventLevel.Warning)
            .ReadFrom.Configuration(configuration)
            .Enrich.FromLogContext()
            .Enrich.With<WithoutRequestPath>();

        if (environment.IsDevelopment())
        {
            log.WriteTo.Console(outputTemplate: Readable, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        }
        else
        {
            log.WriteTo.Console(new CompactJsonFormatter());
        }
    }
}
