using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing;

/// <summary>A lure as it was when its simulation was launched; it never changes again.</summary>
[PlatformScope]
public sealed record GetFrozenLureQuery(Guid Id) : IQuery<FrozenLure>;

public sealed record FrozenLure(Guid Id, LureContent Content);

internal sealed class GetFrozenLureHandler(IReader<SimulationLure> lures) : IQueryHandler<GetFrozenLureQuery, FrozenLure>
{
    public async Task<ErrorOr<FrozenLure>> Handle(GetFrozenLureQuery request, CancellationToken cancellationToken) =>
        await lures.SingleOrDefaultAsync<FrozenLure>(new ByIdSpec<SimulationLure>(request.Id), cancellationToken) is { } lure
            ? lure
            : LureTemplateErrors.NotFound;
}

internal sealed class FrozenLureProfile : Profile
{
    public FrozenLureProfile() => CreateMap<SimulationLure, FrozenLure>();
}
