using System.Linq.Expressions;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Assignments;

/// <summary>Says whom an assignment means as a condition on people.</summary>
internal sealed class AssignedAudience(
    GroupCriteria groups, IRepository<User> users, IRepository<Group> allGroups, IRepository<Department> departments)
{
    /// <param name="onlyLedBy">Of them only people of the departments that this person leads; null: all of them.</param>
    public async Task<Expression<Func<User, bool>>> Of(AssignedPeople people, Guid? onlyLedBy, CancellationToken ct)
    {
        var (userIds, departmentIds) = (people.UserIds, people.DepartmentIds);
        Expression<Func<User, bool>> meant = user => userIds.Contains(user.Id)
            || (user.DepartmentId != null
                && (departmentIds.Contains(user.DepartmentId.Value)
                    || user.Department!.Ancestors.Any(above => departmentIds.Contains(above.AncestorId))));
        if (people.GroupIds.Count > 0)
        {
            meant = meant.Or(await groups.MembersOf(people.GroupIds, ct));
        }

        return onlyLedBy is null ? meant : meant.And(PeopleCriteria.LedBy(onlyLedBy));
    }

    /// <summary>Nobody assigns to people, groups or departments that are not there for them.</summary>
    public async Task<ErrorOr<Success>> Check(AssignedPeople people, ICurrentUser me, CancellationToken ct)
    {
        if (people.UserIds.Count > 0 && await users.CountAsync(new NamedSpec(people.UserIds, me), ct) < people.UserIds.Count)
        {
            return AssignmentErrors.UserUnknown.On("userIds");
        }

        if (people.GroupIds.Count > 0 && await allGroups.CountAsync(new IdsSpec<Group>(people.GroupIds), ct) < people.GroupIds.Count)
        {
            return AssignmentErrors.GroupUnknown.On("groupIds");
        }

        return people.DepartmentIds.Count > 0
            && await departments.CountAsync(new LedDepartmentsSpec(people.DepartmentIds, me), ct) < people.DepartmentIds.Count
                ? DepartmentErrors.Unknown.On("departmentIds")
                : Result.Success;
    }

    private sealed class NamedSpec : Specification<User>
    {
        public NamedSpec(IReadOnlyList<Guid> ids, ICurrentUser me) =>
            Query.Where(user => ids.Contains(user.Id)).VisibleTo(me);
    }

    private sealed class LedDepartmentsSpec : Specification<Department>
    {
        public LedDepartmentsSpec(IReadOnlyList<Guid> ids, ICurrentUser me) =>
            Query.Where(department => ids.Contains(department.Id)).VisibleTo(me);
    }
}

/// <summary>Those whom an assignment means and who can learn: people with a seat.</summary>
internal sealed class AudienceSpec : Specification<User>
{
    public AudienceSpec(Expression<Func<User, bool>> meant) => Query.Where(user => user.Status == UserStatus.Active).Where(meant);
}
