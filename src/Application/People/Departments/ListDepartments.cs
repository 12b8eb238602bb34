using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Departments;

[RequirePermission(Permission.ReadPeople)]
public sealed record ListDepartmentsQuery(string? Search = null, string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<DepartmentRow>>, IPagedQuery;

/// <param name="ParentId">The department above it; null at the top.</param>
/// <param name="People">How many belong to it itself, deactivated ones included.</param>
/// <param name="ManagerIds">Who leads it and all that lies below it.</param>
public sealed record DepartmentRow(
    Guid Id, string Name, Guid? ParentId, int People, IReadOnlyList<Guid> ManagerIds, DateTimeOffset CreatedAt, int Version) : IVersioned;

internal sealed class ListDepartmentsValidator : AbstractValidator<ListDepartmentsQuery>
{
    public ListDepartmentsValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(Department.MaxNameLength);
        ListDepartmentsHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListDepartmentsHandler(IReader<Department> departments)
    : IQueryHandler<ListDepartmentsQuery, PagedList<DepartmentRow>>
{
    public static readonly SortFields<Department> Sorting = new SortFields<Department>("name")
        .Add("name", department => department.NormalizedName)
        .Add("createdAt", department => department.CreatedAt);

    public async Task<ErrorOr<PagedList<DepartmentRow>>> Handle(ListDepartmentsQuery request, CancellationToken cancellationToken) =>
        await departments.PageAsync<DepartmentRow>(new DepartmentsSpec(request), request, cancellationToken);

    private sealed class DepartmentsSpec : Specification<Department>
    {
        public DepartmentsSpec(ListDepartmentsQuery query)
        {
            var search = Department.Normalize(query.Search ?? "");
            Query.Where(department => department.NormalizedName.Contains(search), search.Length > 0);
            Sorting.Apply(Query, query.Sort);
        }
    }
}

internal sealed class DepartmentRowProfile : Profile
{
    public DepartmentRowProfile() => CreateProjection<Department, DepartmentRow>()
        .ForCtorParam(nameof(DepartmentRow.People), people => people.MapFrom(department => department.People.Count))
        .ForCtorParam(nameof(DepartmentRow.ManagerIds), managers => managers.MapFrom(department => department.Leaders.Select(leader => leader.UserId).ToList()));
}
