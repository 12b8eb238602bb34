using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.LandingPages;

/// <summary>The company's landing pages.</summary>
/// <param name="Search">Part of the name, in any case.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListLandingPagesQuery(int? Page, int? PageSize, string? Search, string? Sort, string? Language)
    : IQuery<PagedList<LandingPageListRow>>, IPagedQuery;

public sealed record LandingPageListRow(Guid Id, string Name, string Language, DateTimeOffset UpdatedAt);

internal sealed class ListLandingPagesValidator : AbstractValidator<ListLandingPagesQuery>
{
    public ListLandingPagesValidator()
    {
        this.ValidatePaging();
        LandingPagesSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(LandingPage.MaxNameLength);
        RuleFor(query => query.Language).MaximumLength(2);
    }
}

internal sealed class ListLandingPagesHandler(IReader<LandingPage> pages) : IQueryHandler<ListLandingPagesQuery, PagedList<LandingPageListRow>>
{
    public async Task<ErrorOr<PagedList<LandingPageListRow>>> Handle(ListLandingPagesQuery request, CancellationToken cancellationToken) =>
        await pages.PageAsync<LandingPageListRow>(new LandingPagesSpec(request), request, cancellationToken);
}

internal sealed class LandingPagesSpec : Specification<LandingPage>
{
    public static readonly SortFields<LandingPage> Sorting = new SortFields<LandingPage>("name")
        .Add("name", page => page.Name)
        .Add("createdAt", page => page.CreatedAt)
        .Add("updatedAt", page => page.UpdatedAt);

    public LandingPagesSpec(ListLandingPagesQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(page => page.Name.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(page => page.Language == query.Language, query.Language is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class LandingPageListProfile : Profile
{
    public LandingPageListProfile() => CreateMap<LandingPage, LandingPageListRow>();
}
