using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>The platform's library together with the company's own lures.</summary>
/// <param name="Search">Part of the name, in any case.</param>
/// <param name="Library">True: only the library; false: only the company's own.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListLureTemplatesQuery(
    int? Page,
    int? PageSize,
    string? Search,
    string? Sort,
    string? Language,
    LureCategory? Category,
    Difficulty? Difficulty,
    bool? Library) : IQuery<PagedList<LureTemplateListRow>>, IPagedQuery;

/// <param name="IsLibrary">The platform's own: usable, not changeable.</param>
public sealed record LureTemplateListRow(
    Guid Id,
    string Name,
    string Description,
    LureCategory Category,
    string Language,
    Difficulty Difficulty,
    string Subject,
    bool IsLibrary,
    DateTimeOffset UpdatedAt);

internal sealed class ListLureTemplatesValidator : AbstractValidator<ListLureTemplatesQuery>
{
    public ListLureTemplatesValidator()
    {
        this.ValidatePaging();
        LureTemplatesSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(LureTemplate.MaxNameLength);
        RuleFor(query => query.Language).MaximumLength(2);
        RuleFor(query => query.Category).IsInEnum();
        RuleFor(query => query.Difficulty).IsInEnum();
    }
}

internal sealed class ListLureTemplatesHandler(IReader<LureTemplate> templates)
    : IQueryHandler<ListLureTemplatesQuery, PagedList<LureTemplateListRow>>
{
    public async Task<ErrorOr<PagedList<LureTemplateListRow>>> Handle(ListLureTemplatesQuery request, CancellationToken cancellationToken) =>
        await templates.PageAsync<LureTemplateListRow>(new LureTemplatesSpec(request), request, cancellationToken);
}

internal sealed class LureTemplatesSpec : Specification<LureTemplate>
{
    public static readonly SortFields<LureTemplate> Sorting = new SortFields<LureTemplate>("name")
        .Add("name", template => template.Name)
        .Add("category", template => template.Category)
        .Add("createdAt", template => template.CreatedAt)
        .Add("updatedAt", template => template.UpdatedAt);

    public LureTemplatesSpec(ListLureTemplatesQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(template => template.Name.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(template => template.Content.Language == query.Language, query.Language is not null)
            .Where(template => template.Category == query.Category, query.Category is not null)
            .Where(template => template.Difficulty == query.Difficulty, query.Difficulty is not null)
            .Where(template => (template.CompanyId == null) == query.Library, query.Library is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class LureTemplateListProfile : Profile
{
    public LureTemplateListProfile() => CreateMap<LureTemplate, LureTemplateListRow>()
        .ForCtorParam(nameof(LureTemplateListRow.Language), row => row.MapFrom(template => template.Content.Language))
        .ForCtorParam(nameof(LureTemplateListRow.Subject), row => row.MapFrom(template => template.Content.Subject))
        .ForCtorParam(nameof(LureTemplateListRow.IsLibrary), row => row.MapFrom(template => template.CompanyId == null));
}
