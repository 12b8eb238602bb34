using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Departments;

[RequirePermission(Permission.ReadPeople)]
public sealed record GetDepartmentQuery(Guid Id) : IQuery<DepartmentRow>;

internal sealed class GetDepartmentHandler(IReader<Department> departments) : IQueryHandler<GetDepartmentQuery, DepartmentRow>
{
    public async Task<ErrorOr<DepartmentRow>> Handle(GetDepartmentQuery request, CancellationToken cancellationToken)
    {
        var row = await departments.SingleOrDefaultAsync<DepartmentRow>(new ByIdSpec<Department>(request.Id), cancellationToken);
        return row is null ? DepartmentErrors.NotFound : row;
    }
}
