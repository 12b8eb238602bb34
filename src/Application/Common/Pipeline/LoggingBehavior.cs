using System.Diagnostics;
using System.Diagnostics.Metrics;
using ErrorOr;
using MediatR;
using Microsoft.Extensions.Logging;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>Says which use case ran, for whom, how long and with what outcome. Never what it carried.</summary>
internal sealed partial class LoggingBehavior<TRequest, TResponse>(ICurrentUser user, ILogger<LoggingBehavior<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        using var activity = Telemetry.Source.StartActivity(Name);
        var started = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var response = await next();
            outcome = response.IsError ? response.Errors![0].Code : "ok";
            return response;
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            activity?.SetTag("outcome", outcome);
            Telemetry.UseCaseDuration.Record(elapsed.TotalSeconds, new("use_case", Name), new("outcome", outcome));
            LogHandled(Name, user.UserId ?? user.ApiKeyId, user.CompanyId, elapsed.TotalMilliseconds, outcome);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{UseCase} by {CallerId} of {CompanyId} took {Milliseconds} ms: {Outcome}")]
    private partial void LogHandled(string useCase, Guid? callerId, Guid? companyId, double milliseconds, string outcome);
}

/// <summary>The names under which the service shows itself to OpenTelemetry.</summary>
public static class Telemetry
{
    public const string Name = "SecurityTraining";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> UseCaseDuration = Meter.CreateHistogram<double>(
        "securitytraining.use_case.duration", unit: "s", description: "Time from a message's arrival to its answer.");
}
