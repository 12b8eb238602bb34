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

        if (await users.AnyAsync(new PeopleOfDepartmentSpec(department.Id), cancellationToken))
        {
            return DepartmentErrors.NotEmpty;
        }

        departments.Remove(department);
        return Result.Deleted;
    }

    private sealed class PeopleOfDepartmentSpec : Specification<User>
    {
        public PeopleOfDepartmentSpec(Guid departmentId) => Query.Where(user => user.DepartmentId == departmentId);
    }
}
