using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSimulationQuery(Guid Id) : IQuery<SimulationRow>;

/// <param name="CancelReason">Why a scheduled launch could not take place.</param>
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
        .ForCtorParam(nameof(SimulationRow.SendingProfileId), row => row.MapFrom(simulation => simulation.Plan.SendingProfileId));
}
