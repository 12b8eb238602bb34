using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>A template as it was before an edit.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetLureTemplateVersionQuery(Guid Id, int Number) : IQuery<LureTemplateVersionRow>;

public sealed record LureTemplateVersionRow(
    int Number,
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
    DateTimeOffset WrittenAt);

internal sealed class GetLureTemplateVersionHandler(IReader<LureTemplateVersion> versions)
    : IQueryHandler<GetLureTemplateVersionQuery, LureTemplateVersionRow>
{
    public async Task<ErrorOr<LureTemplateVersionRow>> Handle(GetLureTemplateVersionQuery request, CancellationToken cancellationToken) =>
        await versions.SingleOrDefaultAsync<LureTemplateVersionRow>(
            new LureTemplateVersionSpec(request.Id, request.Number), cancellationToken) is { } version
            ? version
            : LureTemplateVersionErrors.NotFound;
}

internal sealed class LureTemplateVersionProfile : Profile
{
    public LureTemplateVersionProfile() => CreateMap<LureTemplateVersion, LureTemplateVersionRow>()
        .ForCtorParam(nameof(LureTemplateVersionRow.Language), row => row.MapFrom(version => version.Content.Language))
        .ForCtorParam(nameof(LureTemplateVersionRow.Subject), row => row.MapFrom(version => version.Content.Subject))
        .ForCtorParam(nameof(LureTemplateVersionRow.SenderName), row => row.MapFrom(version => version.Content.SenderName))
        .ForCtorParam(nameof(LureTemplateVersionRow.SenderLocalPart), row => row.MapFrom(version => version.Content.SenderLocalPart))
        .ForCtorParam(nameof(LureTemplateVersionRow.Html), row => row.MapFrom(version => version.Content.Html))
        .ForCtorParam(nameof(LureTemplateVersionRow.Text), row => row.MapFrom(version => version.Content.Text))
        .ForCtorParam(nameof(LureTemplateVersionRow.LandingHtml), row => row.MapFrom(version => version.Content.LandingHtml))
        .ForCtorParam(nameof(LureTemplateVersionRow.Attachments), row => row.MapFrom(version => version.Content.Attachments))
        .ForCtorParam(nameof(LureTemplateVersionRow.Cues), row => row.MapFrom(version => version.Content.Cues))
        .ForCtorParam(nameof(LureTemplateVersionRow.Premise), row => row.MapFrom(version => version.Content.Premise));
}
