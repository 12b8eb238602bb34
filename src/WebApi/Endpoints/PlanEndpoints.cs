using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Platform;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class PlanEndpoints
{
    public static void MapPlans(this RouteGroupBuilder api)
    {
        var billing = api.MapGroup("/billing").WithTags("Billing");
        billing.MapGet("/plans", ([AsParameters] ListPlansQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<PlanRow>().AllowAnonymous();
        billing.MapGet("/usage", (ISender sender, CancellationToken ct) => sender.Send(new GetUsageQuery(), ct).ToOk());

        var agreement = api.MapGroup("/companies/{id}/enterprise").WithTags("Platform");
        agreement.MapPut("/", (Guid id, Agreement agreed, ISender sender, CancellationToken ct) =>
            sender.Send(new AgreeOnEnterpriseCommand(id, agreed.Seats), ct).ToOk());
        agreement.MapDelete("/", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new EndEnterpriseCommand(id), ct).ToNoContent());
    }

    /// <param name="Seats">1 to 1,000,000 active people.</param>
    private sealed record Agreement(int Seats);
}
