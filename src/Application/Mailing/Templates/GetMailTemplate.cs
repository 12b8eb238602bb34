using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Templates;

/// <summary>A template with what it says in each language, as it was kept: cleaned, and with a text part.</summary>
[RequirePermission(Permission.ReadMailing)]
public sealed record GetMailTemplateQuery(Guid Id) : IQuery<MailTemplateRow>;

public sealed record MailTemplateRow(
    Guid Id,
    string Name,
    MailCategory Category,
    IReadOnlyList<MailContent> Versions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetMailTemplateHandler(IReader<MailTemplate> templates) : IQueryHandler<GetMailTemplateQuery, MailTemplateRow>
{
    public async Task<ErrorOr<MailTemplateRow>> Handle(GetMailTemplateQuery request, CancellationToken cancellationToken) =>
        await templates.SingleOrDefaultAsync<MailTemplateRow>(new ByIdSpec<MailTemplate>(request.Id), cancellationToken) is { } template
            ? template
            : MailTemplateErrors.NotFound;
}

internal sealed class MailTemplateProfile : Profile
{
    public MailTemplateProfile() => CreateMap<MailTemplate, MailTemplateRow>();
}
