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
public sealed record CreateDepartmentCommand(string Name, Guid? ParentId = null, IReadOnlyList<Guid>? ManagerIds = null) : ICommand<Guid>;

internal sealed class CreateDepartmentValidator : AbstractValidator<CreateDepartmentCommand>
{
    public CreateDepartmentValidator()
    {
        RuleFor(command => command.Name).NotEmpty().Text(Department.MaxNameLength);
        RuleFor(command => command.ManagerIds).Must(ids => ids is null || ids.Count <= Department.MaxLeaders)
            .WithMessage($"At most {Department.MaxLeaders} managers.");
    }
}

internal sealed class CreateDepartmentHandler(
    IRepository<Department> departments, DepartmentPlace place, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateDepartmentCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateDepartmentCommand request, CancellationToken cancellationToken)
    {
        if (await departments.AnyAsync(new DepartmentByNameSpec(request.Name), cancellationToken))
        {
            return DepartmentErrors.NameTaken;
        }

        var department = Department.Create(me.RequireCompanyId(), request.Name, clock.GetUtcNow());
        if (request.ParentId is not null && await place.Move(department, request.ParentId, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        if (await place.Lead(department, request.ManagerIds ?? [], cancellationToken) is { IsError: true } unknown)
        {
            return unknown.Errors;
        }

        departments.Add(department);
        return department.Id;
    }
}

/// <summary>The department of this name, in any case.</summary>
internal sealed class DepartmentByNameSpec : SingleResultSpecification<Department>
{
    public DepartmentByNameSpec(string name)
    {
        var normalized = Department.Normalize(name);
        Query.Where(department => department.NormalizedName == normalized);
    }
}
