using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>What a campaign says in one language, as it was at the start; it never changes again.</summary>
[PlatformScope]
public sealed record GetFrozenEditionQuery(Guid Id) : IQuery<FrozenEdition>;

/// <param name="OtherSubject">Of variant B; null: the same.</param>
public sealed record FrozenEdition(Guid Id, string Subject, string? OtherSubject, string Html, string Text, IReadOnlyList<string> Links);

internal sealed class GetFrozenEditionHandler(IReader<CampaignEdition> editions) : IQueryHandler<GetFrozenEditionQuery, FrozenEdition>
{
    public async Task<ErrorOr<FrozenEdition>> Handle(GetFrozenEditionQuery request, CancellationToken cancellationToken) =>
        await editions.SingleOrDefaultAsync<FrozenEdition>(new ByIdSpec<CampaignEdition>(request.Id), cancellationToken) is { } edition
            ? edition
            : CampaignErrors.NotFound;
}

internal sealed class FrozenEditionProfile : Profile
{
    public FrozenEditionProfile() => CreateMap<CampaignEdition, FrozenEdition>();
}
