using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.LandingPages;

/// <summary>A landing page with all its stages.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetLandingPageQuery(Guid Id) : IQuery<LandingPageRow>;

public sealed record LandingPageRow(
    Guid Id,
    string Name,
    string Language,
    IReadOnlyList<LandingStage> Stages,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetLandingPageHandler(IReader<LandingPage> pages) : IQueryHandler<GetLandingPageQuery, LandingPageRow>
{
    public async Task<ErrorOr<LandingPageRow>> Handle(GetLandingPageQuery request, CancellationToken cancellationToken) =>
        await pages.SingleOrDefaultAsync<LandingPageRow>(new ByIdSpec<LandingPage>(request.Id), cancellationToken) is { } page
            ? page
            : LandingPageErrors.NotFound;
}

internal sealed class LandingPageProfile : Profile
{
    public LandingPageProfile() => CreateMap<LandingPage, LandingPageRow>();
}
