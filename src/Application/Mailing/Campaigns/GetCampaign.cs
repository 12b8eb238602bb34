using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Campaigns;

[RequirePermission(Permission.ReadMailing)]
public sealed record GetCampaignQuery(Guid Id) : IQuery<CampaignRow>;

/// <param name="Category">As it was at the start; null before it.</param>
/// <param name="Winner">The subject that the rest gets; null as long as that is open.</param>
/// <param name="CancelReason">Why a scheduled start could not take place.</param>
public sealed record CampaignRow(
    Guid Id,
    string Name,
    CampaignStatus Status,
    Guid TemplateId,
    Audience Recipients,
    DateTimeOffset? StartsAt,
    string? SenderName,
    string? SenderAddress,
    SubjectTest? SubjectTest,
    MailCategory? Category,
    SubjectVariant? Winner,
    DateTimeOffset? WinnerDecidedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? CancelReason,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetCampaignHandler(IReader<Campaign> campaigns) : IQueryHandler<GetCampaignQuery, CampaignRow>
{
    public async Task<ErrorOr<CampaignRow>> Handle(GetCampaignQuery request, CancellationToken cancellationToken) =>
        await campaigns.SingleOrDefaultAsync<CampaignRow>(new ByIdSpec<Campaign>(request.Id), cancellationToken) is { } campaign
            ? campaign
            : CampaignErrors.NotFound;
}

internal sealed class CampaignProfile : Profile
{
    public CampaignProfile() => CreateMap<Campaign, CampaignRow>()
        .ForCtorParam(nameof(CampaignRow.Name), row => row.MapFrom(campaign => campaign.Plan.Name))
        .ForCtorParam(nameof(CampaignRow.TemplateId), row => row.MapFrom(campaign => campaign.Plan.TemplateId))
        .ForCtorParam(nameof(CampaignRow.Recipients), row => row.MapFrom(campaign => campaign.Plan.Audience))
        .ForCtorParam(nameof(CampaignRow.StartsAt), row => row.MapFrom(campaign => campaign.Plan.StartsAt))
        .ForCtorParam(nameof(CampaignRow.SenderName), row => row.MapFrom(campaign => campaign.Plan.SenderName))
        .ForCtorParam(nameof(CampaignRow.SenderAddress), row => row.MapFrom(campaign => campaign.Plan.SenderAddress))
        .ForCtorParam(nameof(CampaignRow.SubjectTest), row => row.MapFrom(campaign => campaign.Test));
}
