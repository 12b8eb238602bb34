using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>Results of simulations in works-council mode.</summary>
internal static class WorksCouncilEndpoints
{
    public static void MapWorksCouncil(this RouteGroupBuilder phishing)
    {
        var simulation = phishing.MapGroup("/simulations/{id}");
        simulation.MapGet("/works-council", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetWorksCouncilReportQuery(id), ct).ToOk()).WithFieldSelection<WorksCouncilReport>();
        simulation.MapGet("/pseudonymous-results", ([AsParameters] ListPseudonymousResultsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<PseudonymousRow>();

        var unmaskings = simulation.MapGroup("/unmaskings");
        unmaskings.MapGet("/", ([AsParameters] ListUnmaskingsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<UnmaskingRow>();
        unmaskings.MapPost("/", (Guid id, UnmaskingRequest request, ISender sender, CancellationToken ct) =>
            sender.Send(new RequestUnmaskingCommand(id, request.Pseudonym, request.Reason), ct)
                .ToCreated(_ => $"/api/v1/phishing/simulations/{id}/unmaskings")).WithIdempotency();

        // An answer that is kept for a repetition would be a place that names the person.
        unmaskings.MapPost("/{unmaskingId}/approve", (Guid id, Guid unmaskingId, ISender sender, CancellationToken ct) =>
            sender.Send(new ApproveUnmaskingCommand(id, unmaskingId), ct).ToOk());
    }

    /// <param name="Reason">At most 500 characters.</param>
    internal sealed record UnmaskingRequest(Guid Pseudonym, string Reason);
}
