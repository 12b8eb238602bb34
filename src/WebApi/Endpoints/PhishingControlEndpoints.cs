using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Control;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>The plan of simulations, and what holds or changes while they are under way.</summary>
internal static class PhishingControlEndpoints
{
    public static void MapPhishingControl(this RouteGroupBuilder phishing)
    {
        var simulation = phishing.MapGroup("/simulations/{id}");
        simulation.MapGet("/plan", ([AsParameters] GetSimulationPlanQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk());
        simulation.MapPost("/approve", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ApproveSimulationCommand(id), new GetSimulationQuery(id), ct).ToOk()).WithIdempotency();
        simulation.MapPost("/recipients", (Guid id, SimulationRecipients recipients, ISender sender, CancellationToken ct) =>
            sender.Send(new AddSimulationRecipientsCommand(id, recipients), new GetSimulationQuery(id), ct).ToOk()).WithIdempotency();
        simulation.MapPost("/recipients/{recipientId}/skip", (Guid id, Guid recipientId, ISender sender, CancellationToken ct) =>
            sender.Send(new SkipRecipientCommand(id, recipientId), ct).ToNoContent());
        simulation.MapPost("/recipients/{recipientId}/retry", (Guid id, Guid recipientId, ISender sender, CancellationToken ct) =>
            sender.Send(new RetryRecipientCommand(id, recipientId), ct).ToNoContent()).WithIdempotency();
        MapPolicy(phishing);
    }

    private static void MapPolicy(RouteGroupBuilder phishing)
    {
        phishing.MapGet("/settings", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetPhishingSettingsQuery(), ct).ToOk()).WithFieldSelection<PhishingSettingsRow>();
        phishing.MapPut("/settings", (SetPhishingSettingsCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, new GetPhishingSettingsQuery(), ct).ToOk());
        phishing.MapGet("/kill-switch", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetKillSwitchQuery(), ct).ToOk()).WithFieldSelection<KillSwitchRow>();
        phishing.MapPut("/kill-switch", (SetKillSwitchCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, new GetKillSwitchQuery(), ct).ToOk());
    }
}
