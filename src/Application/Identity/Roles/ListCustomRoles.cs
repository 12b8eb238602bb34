using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Roles;

/// <summary>The company's own roles; the built-in ones need no list.</summary>
[RequirePermission(Permission.ReadPeople)]
public sealed record ListCustomRolesQuery(string? Search = null, string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<CustomRoleListRow>>, IPagedQuery;

public sealed record CustomRoleListRow(
    Guid Id, string Name, string? Description, IReadOnlyList<string> Permissions, bool OwnDepartmentsOnly, DateTimeOffset CreatedAt);

internal sealed class ListCustomRolesValidator : AbstractValidator<ListCustomRolesQuery>
{
    public ListCustomRolesValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(CustomRole.MaxNameLength);
        ListCustomRolesHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListCustomRolesHandler(IReader<CustomRole> roles) : IQueryHandler<ListCustomRolesQuery, PagedList<CustomRoleListRow>>
{
    public static readonly SortFields<CustomRole> Sorting = new SortFields<CustomRole>("name")
        .Add("name", role => role.NormalizedName)
        .Add("createdAt", role => role.CreatedAt);

    public async Task<ErrorOr<PagedList<CustomRoleListRow>>> Handle(ListCustomRolesQuery request, CancellationToken cancellationToken) =>
        await roles.PageAsync<CustomRoleListRow>(new CustomRolesSpec(request), request, cancellationToken);

    private sealed class CustomRolesSpec : Specification<CustomRole>
    {
        public CustomRolesSpec(ListCustomRolesQuery query)
        {
            var search = CustomRole.Normalize(query.Search ?? "");
            Query.Where(role => role.NormalizedName.Contains(search), search.Length > 0);
            Sorting.Apply(Query, query.Sort);
        }
    }
}

internal sealed class CustomRoleListRowProfile : Profile
{
    public CustomRoleListRowProfile() => CreateMap<CustomRole, CustomRoleListRow>();
}
