using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Departments;

[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record DeleteDepartmentCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteDepartmentValidator : AbstractValidator<DeleteDepartmentCommand>
{
    public DeleteDepartmentValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteDepartmentHandler(IRepository<Department> departments, IRepository<User> users)
    : ICommandHandler<DeleteDepartmentCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteDepartmentCommand request, CancellationToken cancellationToken)
    {
        if (await departments.GetByIdAsync(request.Id, cancellationToken) is not { } department)
        {
            return DepartmentErrors.NotFound;
        }

        if (await users.AnyAsync(new PeopleOfDepartmentSpec(department.Id), cancellationToken)
            || await departments.AnyAsync(new ChildrenSpec(department.Id), cancellationToken))
        {
            return DepartmentErrors.NotEmpty;
        }

        // Whoever was deleted may come back, but not into a department that is gone.
        foreach (var deleted in await users.ListAsync(new DeletedOfDepartmentSpec(department.Id), cancellationToken))
        {
            deleted.LeaveDepartment();
        }

        departments.Remove(department);
        return Result.Deleted;
    }

    private sealed class PeopleOfDepartmentSpec : Specification<User>
    {
        public PeopleOfDepartmentSpec(Guid departmentId) => Query.Where(user => user.DepartmentId == departmentId);
    }

    /// <summary>Nobody else: whoever comes into the department at this moment must keep it from going.</summary>
    private sealed class DeletedOfDepartmentSpec : Specification<User>
    {
        public DeletedOfDepartmentSpec(Guid departmentId) => Query
            .Where(user => user.DepartmentId == departmentId && user.Status == UserStatus.Deleted)
            .IncludeDeleted();
    }

    private sealed class ChildrenSpec : Specification<Department>
    {
        public ChildrenSpec(Guid departmentId) => Query.Where(department => department.ParentId == departmentId);
    }
}
