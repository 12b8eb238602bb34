using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Attributes;

[RequirePermission(Permission.ReadCompany)]
public sealed record ListAttributesQuery(string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<AttributeRow>>, IPagedQuery;

/// <param name="Choices">Empty unless it is a choice.</param>
public sealed record AttributeRow(
    Guid Id, string Name, AttributeKind Kind, IReadOnlyList<string> Choices, DateTimeOffset CreatedAt, int Version) : IVersioned;

internal sealed class ListAttributesValidator : AbstractValidator<ListAttributesQuery>
{
    public ListAttributesValidator()
    {
        this.ValidatePaging();
        ListAttributesHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListAttributesHandler(IReader<AttributeDefinition> definitions)
    : IQueryHandler<ListAttributesQuery, PagedList<AttributeRow>>
{
    public static readonly SortFields<AttributeDefinition> Sorting = new SortFields<AttributeDefinition>("name")
        .Add("name", definition => definition.NormalizedName)
        .Add("createdAt", definition => definition.CreatedAt);

    public async Task<ErrorOr<PagedList<AttributeRow>>> Handle(ListAttributesQuery request, CancellationToken cancellationToken) =>
        await definitions.PageAsync<AttributeRow>(new DefinitionsSpec(request), request, cancellationToken);

    private sealed class DefinitionsSpec : Specification<AttributeDefinition>
    {
        public DefinitionsSpec(ListAttributesQuery query) => Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class AttributeRowProfile : Profile
{
    public AttributeRowProfile() => CreateMap<AttributeDefinition, AttributeRow>();
}
