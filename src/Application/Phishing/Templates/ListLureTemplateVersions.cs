using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>What a template was before its edits, newest first; what it is now is the template itself.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListLureTemplateVersionsQuery(Guid Id, int? Page, int? PageSize) : IQuery<PagedList<LureTemplateVersionListRow>>, IPagedQuery;

/// <param name="WrittenAt">When the template became what this version holds.</param>
public sealed record LureTemplateVersionListRow(int Number, string Name, string Subject, Difficulty Difficulty, DateTimeOffset WrittenAt);

internal sealed class ListLureTemplateVersionsValidator : AbstractValidator<ListLureTemplateVersionsQuery>
{
    public ListLureTemplateVersionsValidator() => this.ValidatePaging();
}

internal sealed class ListLureTemplateVersionsHandler(IReader<LureTemplate> templates, IReader<LureTemplateVersion> versions)
    : IQueryHandler<ListLureTemplateVersionsQuery, PagedList<LureTemplateVersionListRow>>
{
    public async Task<ErrorOr<PagedList<LureTemplateVersionListRow>>> Handle(
        ListLureTemplateVersionsQuery request, CancellationToken cancellationToken)
    {
        if (await templates.CountAsync(new ByIdSpec<LureTemplate>(request.Id), cancellationToken) == 0)
        {
            return LureTemplateErrors.NotFound;
        }

        return await versions.PageAsync<LureTemplateVersionListRow>(new LureTemplateVersionsSpec(request.Id), request, cancellationToken);
    }
}

internal sealed class LureTemplateVersionsSpec : Specification<LureTemplateVersion>
{
    public LureTemplateVersionsSpec(Guid templateId) =>
        Query.Where(version => version.TemplateId == templateId).OrderByDescending(version => version.Number);
}

internal sealed class LureTemplateVersionListProfile : Profile
{
    public LureTemplateVersionListProfile() => CreateMap<LureTemplateVersion, LureTemplateVersionListRow>()
        .ForCtorParam(nameof(LureTemplateVersionListRow.Subject), row => row.MapFrom(version => version.Content.Subject));
}
