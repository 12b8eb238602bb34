using System.Linq.Expressions;
using AutoMapper;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Scim.Filters;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <param name="UserName">Null: no directory has named them, and the mail address stands for it.</param>
public sealed record ScimUserRow(
    Guid Id,
    string? ExternalId,
    string? UserName,
    string Email,
    string FirstName,
    string LastName,
    UserStatus Status,
    string? JobTitle,
    string? EmployeeNumber,
    string? DepartmentName,
    string? ManagerEmail,
    string? Language,
    string? TimeZone,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ChangedAt,
    int Version);

/// <summary>A person as a directory sees them.</summary>
/// <param name="Superior">Null: nobody, or somebody whom the company does not have.</param>
public sealed record ScimUser(ScimUserRow Row, ScimLink? Superior);

/// <summary>A person named by another resource.</summary>
public sealed record ScimLink(Guid Id, string Email, string Name);

/// <summary>One page, counted as SCIM does: from 1, by resources.</summary>
public sealed record ScimPage<T>(IReadOnlyList<T> Resources, int StartIndex, int Total);

/// <summary>Reads people together with those who lead them: two statements, however many they are.</summary>
internal sealed class ScimUserReader(IReader<User> users, IRepository<User> people)
{
    public async Task<ScimUser?> Find(Guid id, CancellationToken ct) =>
        await users.SingleOrDefaultAsync<ScimUserRow>(new ByIdSpec<User>(id), ct) is { } row ? (await WithSuperiors([row], ct))[0] : null;

    public async Task<IReadOnlyList<ScimUser>> List(Specification<User> specification, CancellationToken ct) =>
        await WithSuperiors(await users.ListAsync<ScimUserRow>(specification, ct), ct);

    public Task<int> Count(Specification<User> specification, CancellationToken ct) => users.CountAsync(specification, ct);

    private async Task<IReadOnlyList<ScimUser>> WithSuperiors(IReadOnlyList<ScimUserRow> rows, CancellationToken ct)
    {
        var emails = rows.Select(row => row.ManagerEmail).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var links = emails.Count == 0 ? [] : await people.ListAsync(new LinksByEmailSpec(emails), ct);
        var byEmail = links.ToDictionary(link => link.Email, StringComparer.Ordinal);
        return [.. rows.Select(row => new ScimUser(row, row.ManagerEmail is { } email ? byEmail.GetValueOrDefault(email) : null))];
    }

    private sealed class LinksByEmailSpec : Specification<User, ScimLink>
    {
        public LinksByEmailSpec(IReadOnlyList<string> emails)
        {
            Query.Where(user => emails.Contains(user.Email));
            Selector = user => new ScimLink(user.Id, user.Email, user.FirstName + " " + user.LastName);
        }
    }
}

/// <summary>By what people can be found and put in order.</summary>
internal static class ScimUserAttributes
{
    public static readonly ScimCriteria<User> Criteria = new ScimCriteria<User>()
        .AddId("id", user => user.Id)
        .AddText("externalid", user => user.ExternalId, isExact: true)
        .AddText("username", user => user.NormalizedUserName ?? user.Email, HasUserName)
        .AddText("displayname", user => user.FirstName + " " + user.LastName)
        .AddText("name.formatted", user => user.FirstName + " " + user.LastName)
        .AddText("name.givenname", user => user.FirstName)
        .AddText("name.familyname", user => user.LastName)
        .AddText("emails", user => user.Email, email => user => user.Email == email)
        .AddText("emails.value", user => user.Email, email => user => user.Email == email)
        .AddText("emails.type", _ => "work")
        .AddFlag("emails.primary", _ => true)
        .AddFlag("active", user => user.Status == UserStatus.Active)
        .AddText("title", user => user.JobTitle)
        .AddText("preferredlanguage", user => user.Language)
        .AddText("timezone", user => user.TimeZone)
        .AddText("enterprise:employeenumber", user => user.EmployeeNumber)
        .AddText("enterprise:department", user => user.Department!.Name)
        .AddMoment("meta.created", user => user.CreatedAt)
        .AddMoment("meta.lastmodified", user => user.ChangedAt ?? user.CreatedAt);

    public static readonly Dictionary<string, Expression<Func<User, object?>>> Sorting = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = user => user.Id,
        ["userName"] = user => user.NormalizedUserName ?? user.Email,
        ["externalId"] = user => user.ExternalId,
        ["name.givenName"] = user => user.FirstName,
        ["name.familyName"] = user => user.LastName,
        ["displayName"] = user => user.FirstName + " " + user.LastName,
        ["emails"] = user => user.Email,
        ["emails.value"] = user => user.Email,
        ["title"] = user => user.JobTitle,
        ["meta.created"] = user => user.CreatedAt,
        ["meta.lastModified"] = user => user.ChangedAt ?? user.CreatedAt,
    };

    /// <summary>As two conditions that each have an index.</summary>
    /// <param name="userName">Normalized.</param>
    public static Expression<Func<User, bool>> HasUserName(string userName) =>
        user => user.NormalizedUserName == userName || (user.NormalizedUserName == null && user.Email == userName);
}

internal sealed class ScimUserRowProfile : Profile
{
    public ScimUserRowProfile() => CreateProjection<User, ScimUserRow>();
}
