using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>A lure with everything that makes it up.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetLureTemplateQuery(Guid Id) : IQuery<LureTemplateRow>;

public sealed record LureTemplateRow(
    Guid Id,
    string Name,
    string Description,
    LureCategory Category,
    string Language,
    Difficulty Difficulty,
    string Subject,
    string SenderName,
    string SenderLocalPart,
    string Html,
    string Text,
    string LandingHtml,
    IReadOnlyList<Cue> Cues,
    Premise Premise,
    Guid? LandingPageId,
    IReadOnlyList<LureAttachment> Attachments,
    int VersionNumber,
    bool IsLibrary,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetLureTemplateHandler(IReader<LureTemplate> templates) : IQueryHandler<GetLureTemplateQuery, LureTemplateRow>
{
    public async Task<ErrorOr<LureTemplateRow>> Handle(GetLureTemplateQuery request, CancellationToken cancellationToken) =>
        await templates.SingleOrDefaultAsync<LureTemplateRow>(new ByIdSpec<LureTemplate>(request.Id), cancellationToken) is { } template
            ? template
            : LureTemplateErrors.NotFound;
}

internal sealed class LureTemplateProfile : Profile
{
    public LureTemplateProfile() => CreateMap<LureTemplate, LureTemplateRow>()
        .ForCtorParam(nameof(LureTemplateRow.Language), row => row.MapFrom(template => template.Content.Language))
        .ForCtorParam(nameof(LureTemplateRow.Subject), row => row.MapFrom(template => template.Content.Subject))
        .ForCtorParam(nameof(LureTemplateRow.SenderName), row => row.MapFrom(template => template.Content.SenderName))
        .ForCtorParam(nameof(LureTemplateRow.SenderLocalPart), row => row.MapFrom(template => template.Content.SenderLocalPart))
        .ForCtorParam(nameof(LureTemplateRow.Html), row => row.MapFrom(template => template.Content.Html))
        .ForCtorParam(nameof(LureTemplateRow.Text), row => row.MapFrom(template => template.Content.Text))
        .ForCtorParam(nameof(LureTemplateRow.LandingHtml), row => row.MapFrom(template => template.Content.LandingHtml))
        .ForCtorParam(nameof(LureTemplateRow.Cues), row => row.MapFrom(template => template.Content.Cues))
        .ForCtorParam(nameof(LureTemplateRow.Premise), row => row.MapFrom(template => template.Content.Premise))
        .ForCtorParam(nameof(LureTemplateRow.Attachments), row => row.MapFrom(template => template.Content.Attachments))
        .ForCtorParam(nameof(LureTemplateRow.IsLibrary), row => row.MapFrom(template => template.CompanyId == null));
}
