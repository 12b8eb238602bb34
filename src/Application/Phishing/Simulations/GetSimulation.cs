using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.Simulations;

[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSimulationQuery(Guid Id) : IQuery<SimulationRow>;

/// <param name="CancelReason">Why a scheduled launch could not take place.</param>
/// <param name="Additions">Whom somebody has added since the launch.</param>
/// <param name="RequestedBy">Who asked for the launch, where two people must agree.</param>
/// <param name="RequestedStart">When they want it to start; null: at once.</param>
/// <param name="WorksCouncil">Null: results are kept by name.</param>
public sealed record SimulationRow(
    Guid Id,
    string Name,
    SimulationStatus Status,
    IReadOnlyList<Guid> TemplateIds,
    Audience Recipients,
    DateTimeOffset? StartsAt,
    int SpreadMinutes,
    string? SenderName,
    string? SenderAddress,
    Guid? SendingProfileId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LaunchedAt,
    DateTimeOffset? EndedAt,
    string? CancelReason,
    DateTimeOffset? EndsAt,
    SendTiming? Timing,
    LureSelection Selection,
    IReadOnlyList<int>? TemplateWeights,
    IReadOnlyList<AddedAudience>? Additions,
    Guid? RequestedBy,
    DateTimeOffset? RequestedStart,
    Guid? ApprovedBy,
    WorksCouncilTerms? WorksCouncil,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetSimulationHandler(IReader<Simulation> simulations) : IQueryHandler<GetSimulationQuery, SimulationRow>
{
    public async Task<ErrorOr<SimulationRow>> Handle(GetSimulationQuery request, CancellationToken cancellationToken) =>
        await simulations.SingleOrDefaultAsync<SimulationRow>(new ByIdSpec<Simulation>(request.Id), cancellationToken) is { } simulation
            ? simulation
            : SimulationErrors.NotFound;
}

internal sealed class SimulationProfile : Profile
{
    public SimulationProfile() => CreateMap<Simulation, SimulationRow>()
        .ForCtorParam(nameof(SimulationRow.Name), row => row.MapFrom(simulation => simulation.Plan.Name))
        .ForCtorParam(nameof(SimulationRow.TemplateIds), row => row.MapFrom(simulation => simulation.Plan.TemplateIds))
        .ForCtorParam(nameof(SimulationRow.Recipients), row => row.MapFrom(simulation => simulation.Plan.Audience))
        .ForCtorParam(nameof(SimulationRow.StartsAt), row => row.MapFrom(simulation => simulation.Plan.StartsAt))
        .ForCtorParam(nameof(SimulationRow.SpreadMinutes), row => row.MapFrom(simulation => simulation.Plan.SpreadMinutes))
        .ForCtorParam(nameof(SimulationRow.SenderName), row => row.MapFrom(simulation => simulation.Plan.SenderName))
        .ForCtorParam(nameof(SimulationRow.SenderAddress), row => row.MapFrom(simulation => simulation.Plan.SenderAddress))
        .ForCtorParam(nameof(SimulationRow.EndsAt), row => row.MapFrom(simulation => simulation.Plan.EndsAt))
        .ForCtorParam(nameof(SimulationRow.Timing), row => row.MapFrom(simulation => simulation.Plan.Timing))
        .ForCtorParam(nameof(SimulationRow.Selection), row => row.MapFrom(simulation => simulation.Plan.Selection))
        .ForCtorParam(nameof(SimulationRow.TemplateWeights), row => row.MapFrom(simulation => simulation.Plan.TemplateWeights))
        .ForCtorParam(nameof(SimulationRow.SendingProfileId), row => row.MapFrom(simulation => simulation.Plan.SendingProfileId));
}
