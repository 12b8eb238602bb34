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
public sealed record RenameDepartmentCommand(Guid Id, string Name) : ICommand<Success>;

internal sealed class RenameDepartmentValidator : AbstractValidator<RenameDepartmentCommand>
{
    public RenameDepartmentValidator() => RuleFor(command => command.Name).NotEmpty().Text(Department.MaxNameLength);
}

internal sealed class RenameDepartmentHandler(IRepository<Department> departments) : ICommandHandler<RenameDepartmentCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RenameDepartmentCommand request, CancellationToken cancellationToken)
    {
        if (await departments.GetByIdAsync(request.Id, cancellationToken) is not { } department)
        {
            return DepartmentErrors.NotFound;
        }

        var namesake = await departments.SingleOrDefaultAsync(new DepartmentByNameSpec(request.Name), cancellationToken);
        if (namesake is not null && namesake.Id != department.Id)
        {
            return DepartmentErrors.NameTaken;
        }

        department.Rename(request.Name);
        return Result.Success;
    }
}
