using System.Linq.Expressions;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

internal sealed class UserByEmailSpec : SingleResultSpecification<User>
{
    /// <param name="email">In the form in which addresses are kept.</param>
    public UserByEmailSpec(string email) => Query.Where(user => user.Email == email);
}

/// <summary>Somebody whom the caller may see.</summary>
internal sealed class VisibleUserSpec : SingleResultSpecification<User>
{
    public VisibleUserSpec(Guid id, ICurrentUser me) => Query.Where(user => user.Id == id).VisibleTo(me);
}

/// <summary>Somebody, even if they were deleted.</summary>
internal sealed class UserOrDeletedSpec : SingleResultSpecification<User>
{
    public UserOrDeletedSpec(Guid id) => Query.Where(user => user.Id == id).IncludeDeleted();
}

internal static class PeopleCriteria
{
    /// <summary>
    /// Managers, and whoever has a role with the same limit, see the people of the departments that they lead, and of those below; everybody
    /// else whom their permission opens.
    /// </summary>
    public static SpecificationBuilder<User> VisibleTo(this SpecificationBuilder<User> query, ICurrentUser me) =>
        query.Where(LedBy(me.UserId), condition: me.OwnDepartmentsOnly);

    /// <summary>People of the departments that somebody leads, and of those below.</summary>
    public static Expression<Func<User, bool>> LedBy(Guid? leader) => DepartmentCriteria.LedBy(leader).After<User, Department>(user => user.Department!);

    /// <summary>People of the department and of everything below it.</summary>
    public static SpecificationBuilder<User> InDepartment(this SpecificationBuilder<User> query, Guid? departmentId) => query.Where(
        user => user.DepartmentId == departmentId || user.Department!.Ancestors.Any(above => above.AncestorId == departmentId),
        condition: departmentId is not null);
}

internal static class DepartmentCriteria
{
    /// <inheritdoc cref="PeopleCriteria.VisibleTo"/>
    public static SpecificationBuilder<Department> VisibleTo(this SpecificationBuilder<Department> query, ICurrentUser me) =>
        query.Where(LedBy(me.UserId), condition: me.OwnDepartmentsOnly);

    /// <summary>Departments that somebody leads, and those below.</summary>
    public static Expression<Func<Department, bool>> LedBy(Guid? leader) =>
        department => department.Leaders.Any(by => by.UserId == leader)
            || department.Ancestors.Any(above => above.Ancestor!.Leaders.Any(by => by.UserId == leader));
}

/// <summary>Those who can let others in again.</summary>
internal sealed class ActiveAdministratorsSpec : Specification<User>
{
    public ActiveAdministratorsSpec(Guid? except = null) => Query
        .Where(user => user.Role == Role.CompanyAdmin && user.Status == UserStatus.Active)
        .Where(user => user.Id != except, except is not null);
}
