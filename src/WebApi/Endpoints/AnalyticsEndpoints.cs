using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Common;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class AnalyticsEndpoints
{
    public static void MapAnalytics(this RouteGroupBuilder api)
    {
        var analytics = api.MapGroup("/analytics").WithTags("Analytics");
        analytics.MapGet("/risk", ([AsParameters] GetRiskReportQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<RiskReport>();
        analytics.MapGet("/users/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetUserRiskQuery(id), ct).ToOk()).WithFieldSelection<UserRisk>();
        api.MapGet("/users/me/risk", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetMyRiskQuery(), ct).ToOk()).WithFieldSelection<UserRisk>().WithTags("Analytics");
    }
}
