using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Departments;

/// <summary>Renames, moves with all that lies below, or names those who lead.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record UpdateDepartmentCommand(Guid Id, DepartmentChanges Changes) : ICommand<Success>;

/// <param name="ParentId">Null: to the top.</param>
/// <param name="ManagerIds">In place of those who lead it now.</param>
public sealed record DepartmentChanges(
    Optional<string> Name = default, Optional<Guid?> ParentId = default, Optional<IReadOnlyList<Guid>> ManagerIds = default);

internal sealed class UpdateDepartmentValidator : AbstractValidator<UpdateDepartmentCommand>
{
    public UpdateDepartmentValidator()
    {
        this.IfSet(command => command.Changes.Name, name => name.NotEmpty().Text(Department.MaxNameLength));
        this.IfSet(
            command => command.Changes.ManagerIds,
            ids => ids.NotNull().Must(list => list is null || list.Count <= Department.MaxLeaders)
                .WithMessage($"At most {Department.MaxLeaders} managers."));
    }
}

internal sealed class UpdateDepartmentHandler(IRepository<Department> departments, DepartmentPlace place)
    : ICommandHandler<UpdateDepartmentCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateDepartmentCommand request, CancellationToken cancellationToken)
    {
        var changes = request.Changes;
        if (await departments.SingleOrDefaultAsync(new PlacedDepartmentSpec(request.Id), cancellationToken) is not { } department)
        {
            return DepartmentErrors.NotFound;
        }

        if (changes.Name.IsSet)
        {
            var namesake = await departments.SingleOrDefaultAsync(new DepartmentByNameSpec(changes.Name.Value), cancellationToken);
            if (namesake is not null && namesake.Id != department.Id)
            {
                return DepartmentErrors.NameTaken;
            }

            department.Rename(changes.Name.Value);
        }

        if (changes.ParentId.IsSet && changes.ParentId.Value != department.ParentId
            && await place.Move(department, changes.ParentId.Value, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        return changes.ManagerIds.IsSet ? await place.Lead(department, changes.ManagerIds.Value, cancellationToken) : Result.Success;
    }
}

/// <summary>Where a department is in the tree and who leads it: what has to be looked up before the department can decide.</summary>
internal sealed class DepartmentPlace(
    IRepository<Department> departments, IRepository<User> users, IRepository<Company> companies, TimeProvider clock)
{
    public async Task<ErrorOr<Success>> Move(Department department, Guid? parentId, CancellationToken ct)
    {
        // Two moves at the same moment could make a circle of which neither sees more than its own half: the company's version lets only
        // one of them commit, and must have been read before they look at the tree.
        var guard = await companies.GetByIdAsync(department.CompanyId, ct);
        Department? parent = null;
        if (parentId is { } id)
        {
            parent = await departments.SingleOrDefaultAsync(new PlacedDepartmentSpec(id), ct);
            if (parent is null)
            {
                return DepartmentErrors.Unknown.On("parentId");
            }
        }

        var descendants = await departments.ListAsync(new DescendantsSpec(department.Id), ct);
        var moved = department.MoveUnder(parent, descendants, clock.GetUtcNow());
        if (moved.IsError)
        {
            return moved.Errors.On("parentId");
        }

        companies.Touch(guard!);
        return moved;
    }

    public async Task<ErrorOr<Success>> Lead(Department department, IReadOnlyCollection<Guid> userIds, CancellationToken ct)
    {
        var ids = userIds.Distinct().ToList();
        if (ids.Count > 0 && await users.CountAsync(new IdsSpec<User>(ids), ct) < ids.Count)
        {
            return ValidationErrors.For("managerIds", UserErrors.NotFound.Description);
        }

        // Fills in the leaders of the department that has been loaded already; a new one has none.
        await departments.SingleOrDefaultAsync(new LedDepartmentSpec(department.Id), ct);
        department.LedBy(ids, clock.GetUtcNow());
        return Result.Success;
    }

    private sealed class DescendantsSpec : Specification<Department>
    {
        public DescendantsSpec(Guid departmentId) => Query
            .Where(department => department.Ancestors.Any(above => above.AncestorId == departmentId))
            .Include(department => department.Ancestors);
    }
}

/// <summary>With what lies above it.</summary>
internal sealed class PlacedDepartmentSpec : SingleResultSpecification<Department>
{
    public PlacedDepartmentSpec(Guid id) => Query.Where(department => department.Id == id).Include(department => department.Ancestors);
}

/// <summary>With those who lead it.</summary>
internal sealed class LedDepartmentSpec : SingleResultSpecification<Department>
{
    public LedDepartmentSpec(Guid id) => Query.Where(department => department.Id == id).Include(department => department.Leaders);
}
