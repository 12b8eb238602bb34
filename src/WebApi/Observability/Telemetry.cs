using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SecurityTraining.WebApi.Observability;

internal sealed record TelemetryOptions
{
    public const string Section = "OpenTelemetry";

    /// <summary>
    /// Where traces and metrics are sent; without it, no traces are made, and metrics can be fetched from <c>/metrics</c> only.
    /// </summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>The share of requests that is traced: tracing each of them costs a tenth of the throughput.</summary>
    [Range(0.0, 1.0)]
    public double SamplingRatio { get; init; } = 0.05;
}

internal static class Telemetry
{
    /// <summary>Of our <see cref="System.Diagnostics.ActivitySource"/> and our <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    private const string Source = "SecurityTraining";
    private const string Npgsql = "Npgsql";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>()
            .BindConfiguration(TelemetryOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        var options = builder.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Source))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Source, Npgsql).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation();
                metrics.AddPrometheusExporter();
                if (options.OtlpEndpoint is { } endpoint)
                {
                    metrics.AddOtlpExporter(exporter => exporter.Endpoint = endpoint);
                }
            });

        if (options.OtlpEndpoint is { } collector)
        {
            telemetry.WithTracing(traces => AddTraces(traces, collector, options.SamplingRatio));
        }

        builder.AddManagementPort();
    }

    private static void AddTraces(TracerProviderBuilder traces, Uri collector, double ratio)
    {
        // A caller's "sampled" flag is a wish of somebody outside: it gets the same ratio as everybody.
        var sampler = new TraceIdRatioBasedSampler(ratio);
        traces.SetSampler(new ParentBasedSampler(sampler, remoteParentSampled: sampler))
            .AddSource(Source, Npgsql)
            .AddAspNetCoreInstrumentation(aspNetCore => aspNetCore.EnrichWithHttpResponse = (activity, response) =>
            {
                // Paths carry the tokens of mail links.
                activity.SetTag("url.path", RequestLog.RouteOf(response.HttpContext));
                activity.SetTag("url.query", null);
            })
            .AddHttpClientInstrumentation()
            .AddOtlpExporter(exporter => exporter.Endpoint = collector);
    }
}
