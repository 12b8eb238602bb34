using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing;

/// <summary>Checks that those whom an audience names and leaves out are within the company's reach.</summary>
internal sealed class AudienceReferences(IRepository<User> users, IRepository<Department> departments, IRepository<Group> groups)
{
    public async Task<List<Error>> Check(Audience audience, CancellationToken ct)
    {
        var errors = new List<Error>();
        var excluded = audience.Excluded;
        List<Guid> userIds = [.. audience.UserIds.Union(excluded?.UserIds ?? [])];
        List<Guid> departmentIds = [.. audience.DepartmentIds.Union(excluded?.DepartmentIds ?? [])];
        List<Guid> groupIds = [.. (audience.GroupIds ?? []).Union(excluded?.GroupIds ?? [])];
        if (userIds.Count > 0 && await users.CountAsync(new IdsSpec<User>(userIds), ct) < userIds.Count)
        {
            errors.Add(ValidationErrors.For("recipients.userIds", UserErrors.NotFound.Description));
        }

        if (departmentIds.Count > 0 && await departments.CountAsync(new IdsSpec<Department>(departmentIds), ct) < departmentIds.Count)
        {
            errors.Add(ValidationErrors.For("recipients.departmentIds", DepartmentErrors.NotFound.Description));
        }

        if (groupIds.Count > 0 && await groups.CountAsync(new IdsSpec<Group>(groupIds), ct) < groupIds.Count)
        {
            errors.Add(ValidationErrors.For("recipients.groupIds", GroupErrors.NotFound.Description));
        }

        return errors;
    }

    /// <summary>
    /// Whether the groups and departments whose people are to be spared are there still: without them, those people would get what they were to
    /// be kept from.
    /// </summary>
    public async Task<bool> KnowExcluded(Audience audience, CancellationToken ct)
    {
        List<Guid> departmentIds = [.. (audience.Excluded?.DepartmentIds ?? []).Distinct()];
        List<Guid> groupIds = [.. (audience.Excluded?.GroupIds ?? []).Distinct()];
        return (departmentIds.Count == 0 || await departments.CountAsync(new IdsSpec<Department>(departmentIds), ct) == departmentIds.Count)
            && (groupIds.Count == 0 || await groups.CountAsync(new IdsSpec<Group>(groupIds), ct) == groupIds.Count);
    }
}
