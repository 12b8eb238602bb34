using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Templates;

/// <summary>The company's mail templates.</summary>
/// <param name="Search">Part of the name, in any case.</param>
[RequirePermission(Permission.ReadMailing)]
public sealed record ListMailTemplatesQuery(int? Page, int? PageSize, string? Search, string? Sort, MailCategory? Category)
    : IQuery<PagedList<MailTemplateListRow>>, IPagedQuery;

public sealed record MailTemplateListRow(Guid Id, string Name, MailCategory Category, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

internal sealed class ListMailTemplatesValidator : AbstractValidator<ListMailTemplatesQuery>
{
    public ListMailTemplatesValidator()
    {
        this.ValidatePaging();
        MailTemplatesSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(MailTemplate.MaxNameLength);
        RuleFor(query => query.Category).IsInEnum();
    }
}

internal sealed class ListMailTemplatesHandler(IReader<MailTemplate> templates)
    : IQueryHandler<ListMailTemplatesQuery, PagedList<MailTemplateListRow>>
{
    public async Task<ErrorOr<PagedList<MailTemplateListRow>>> Handle(ListMailTemplatesQuery request, CancellationToken cancellationToken) =>
        await templates.PageAsync<MailTemplateListRow>(new MailTemplatesSpec(request), request, cancellationToken);
}

internal sealed class MailTemplatesSpec : Specification<MailTemplate>
{
    public static readonly SortFields<MailTemplate> Sorting = new SortFields<MailTemplate>("name")
        .Add("name", template => template.Name)
        .Add("category", template => template.Category)
        .Add("createdAt", template => template.CreatedAt)
        .Add("updatedAt", template => template.UpdatedAt);

    public MailTemplatesSpec(ListMailTemplatesQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(template => template.Name.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(template => template.Category == query.Category, query.Category is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class MailTemplateListProfile : Profile
{
    public MailTemplateListProfile() => CreateMap<MailTemplate, MailTemplateListRow>();
}
