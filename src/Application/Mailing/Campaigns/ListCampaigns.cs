using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>The company's campaigns, newest first unless sorted otherwise.</summary>
/// <param name="Search">Part of the name, in any case.</param>
[RequirePermission(Permission.ReadMailing)]
public sealed record ListCampaignsQuery(int? Page, int? PageSize, string? Search, string? Sort, CampaignStatus? Status)
    : IQuery<PagedList<CampaignListRow>>, IPagedQuery;

public sealed record CampaignListRow(
    Guid Id,
    string Name,
    CampaignStatus Status,
    MailCategory? Category,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartsAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt);

internal sealed class ListCampaignsValidator : AbstractValidator<ListCampaignsQuery>
{
    public ListCampaignsValidator()
    {
        this.ValidatePaging();
        CampaignsSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(Campaign.MaxNameLength);
        RuleFor(query => query.Status).IsInEnum();
    }
}

internal sealed class ListCampaignsHandler(IReader<Campaign> campaigns) : IQueryHandler<ListCampaignsQuery, PagedList<CampaignListRow>>
{
    public async Task<ErrorOr<PagedList<CampaignListRow>>> Handle(ListCampaignsQuery request, CancellationToken cancellationToken) =>
        await campaigns.PageAsync<CampaignListRow>(new CampaignsSpec(request), request, cancellationToken);
}

internal sealed class CampaignsSpec : Specification<Campaign>
{
    public static readonly SortFields<Campaign> Sorting = new SortFields<Campaign>("-createdAt")
        .Add("createdAt", campaign => campaign.CreatedAt)
        .Add("name", campaign => campaign.Plan.Name)
        .Add("startedAt", campaign => campaign.StartedAt)
        .Add("startsAt", campaign => campaign.Plan.StartsAt);

    public CampaignsSpec(ListCampaignsQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(campaign => campaign.Plan.Name.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(campaign => campaign.Status == query.Status, query.Status is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class CampaignListProfile : Profile
{
    public CampaignListProfile() => CreateMap<Campaign, CampaignListRow>()
        .ForCtorParam(nameof(CampaignListRow.Name), row => row.MapFrom(campaign => campaign.Plan.Name))
        .ForCtorParam(nameof(CampaignListRow.StartsAt), row => row.MapFrom(campaign => campaign.Plan.StartsAt));
}
