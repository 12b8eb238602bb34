using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Verdicts;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class VerdictEndpoints
{
    private const string Rules = "/api/v1/phishing/verdict-rules";

    public static void MapVerdicts(this RouteGroupBuilder phishing)
    {
        var simulation = phishing.MapGroup("/simulations/{id}");
        simulation.MapGet("/hits", ([AsParameters] GetSimulationHitsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<HitRow>();
        simulation.MapPost("/hits/{hitId}/verdict", (Guid id, Guid hitId, VerdictRequest request, ISender sender, CancellationToken ct) =>
            sender.Send(new ReclassifyHitCommand(id, hitId, request.Verdict), new GetSimulationHitQuery(id, hitId), ct).ToOk());

        var rules = phishing.MapGroup("/verdict-rules");
        rules.MapGet("/", ([AsParameters] ListVerdictRulesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<VerdictRuleRow>();
        rules.MapPost("/", (CreateVerdictRuleCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetVerdictRuleQuery(id), ct))
                .ToCreated(rule => $"{Rules}/{rule.Id}")).WithIdempotency();
        rules.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetVerdictRuleQuery(id), ct).ToOk()).WithFieldSelection<VerdictRuleRow>();
        rules.MapPatch("/{id}", (Guid id, VerdictRuleChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateVerdictRuleCommand(id, changes), new GetVerdictRuleQuery(id), ct).ToOk());
        rules.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteVerdictRuleCommand(id), ct).ToNoContent());
        rules.MapPost("/{id}/apply", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ApplyVerdictRuleCommand(id), new GetVerdictRuleQuery(id), ct).ToAccepted(rule => $"{Rules}/{rule.Id}"));
    }

    internal sealed record VerdictRequest(Verdict Verdict);
}
