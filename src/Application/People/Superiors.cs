using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>Who is told about people: those named as their managers, or else those who lead their departments. Nobody is told about themselves.</summary>
internal sealed class Superiors(IRepository<User> users, IRepository<Department> departments)
{
    /// <returns>Says of each of these people who it is: active people only, perhaps nobody.</returns>
    public async Task<Func<User, IReadOnlyList<User>>> Of(IReadOnlyCollection<User> people, CancellationToken ct)
    {
        var addresses = people.Select(person => person.ManagerEmail).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var named = addresses.Count == 0 ? [] : await users.ListAsync(new ActiveByEmailSpec(addresses), ct);
        var byAddress = named.ToDictionary(user => user.Email, StringComparer.Ordinal);
        var leading = await Leaders([.. people.Where(person => !IsNamed(person)).Select(person => person.DepartmentId).OfType<Guid>().Distinct()], ct);
        return person =>
        {
            IEnumerable<User> all = IsNamed(person) ? [byAddress[person.ManagerEmail!]]
                : person.DepartmentId is { } id ? leading[id]
                : [];
            return [.. all.Where(superior => superior.Id != person.Id)];
        };

        bool IsNamed(User person) => person.ManagerEmail is { } address && byAddress.ContainsKey(address);
    }

    private async Task<ILookup<Guid, User>> Leaders(IReadOnlyCollection<Guid> departmentIds, CancellationToken ct)
    {
        var led = departmentIds.Count == 0 ? [] : await departments.ListAsync(new WithLeadersSpec(departmentIds), ct);
        var leaderIds = led.SelectMany(department => department.Leaders).Select(leader => leader.UserId).Distinct().ToList();
        var leaders = leaderIds.Count == 0 ? [] : await users.ListAsync(new IdsSpec<User>(leaderIds), ct);
        return led
            .SelectMany(department => department.Leaders)
            .Join(leaders.Where(user => user.Status == UserStatus.Active), by => by.UserId, user => user.Id, (by, user) => (by.DepartmentId, user))
            .ToLookup(pair => pair.DepartmentId, pair => pair.user);
    }

    private sealed class ActiveByEmailSpec : Specification<User>
    {
        public ActiveByEmailSpec(IReadOnlyCollection<string> emails) =>
            Query.Where(user => emails.Contains(user.Email) && user.Status == UserStatus.Active);
    }

    private sealed class WithLeadersSpec : Specification<Department>
    {
        public WithLeadersSpec(IReadOnlyCollection<Guid> ids) =>
            Query.Where(department => ids.Contains(department.Id)).Include(department => department.Leaders);
    }
}
