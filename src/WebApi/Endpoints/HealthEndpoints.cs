using SecurityTraining.Application.Common;
using SecurityTraining.Application.Operation;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Operation").DisableRateLimiting();
        health.MapGet("/live", () => TypedResults.Ok(new Health("live")));
        health.MapGet("/ready", (ISender sender, CancellationToken ct) => sender.Send(new CheckReadinessQuery(), ct).ToOk());
    }

    internal sealed record Health(string Status);
}
