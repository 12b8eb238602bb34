using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

internal sealed class UserByEmailSpec : SingleResultSpecification<User>
{
    /// <param name="email">In the form in which addresses are kept.</param>
    public UserByEmailSpec(string email) => Query.Where(user => user.Email == email);
}

/// <summary>Those who can let others in again.</summary>
internal sealed class ActiveAdministratorsSpec : Specification<User>
{
    public ActiveAdministratorsSpec(Guid? except = null) => Query
        .Where(user => user.Role == Role.CompanyAdmin && user.Status == UserStatus.Active)
        .Where(user => user.Id != except, except is not null);
}
