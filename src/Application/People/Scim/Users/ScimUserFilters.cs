using System.Globalization;
using System.Linq.Expressions;
using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Scim.Filters;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>Reads filters of people. Managers are kept by mail address and named by id, so those whom a filter names are looked up first.</summary>
internal sealed class ScimUserFilters(IRepository<User> users)
{
    private const string Superior = ScimAttribute.Enterprise + "manager";

    /// <param name="filter">Null: everybody.</param>
    public async Task<ErrorOr<Expression<Func<User, bool>>>> Read(string? filter, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return ScimCriteria<User>.Of(filter: null, ScimUserAttributes.Criteria);
        }

        var parsed = ScimFilterParser.Parse(filter);
        if (parsed.IsError)
        {
            return parsed.Errors;
        }

        var ids = parsed.Value.ValuesOf(Superior).OfType<string>().Select(IdOf).OfType<Guid>().Distinct().ToList();
        var links = ids.Count == 0 ? [] : await users.ListAsync(new LinksByIdSpec(ids), ct);
        var addresses = links.ToDictionary(link => link.Id, link => link.Email);
        return new ScimCriteria<User>(ScimUserAttributes.Criteria).AddLink(Superior, IsLed).AddLink(Superior + ".value", IsLed).Of(parsed.Value);

        Expression<Func<User, bool>>? IsLed(string value)
        {
            var address = IdOf(value) is { } id ? addresses.GetValueOrDefault(id) : value.ToLowerInvariant();
            return address is null ? null : user => user.ManagerEmail == address;
        }
    }

    private static Guid? IdOf(string value) => Guid.TryParse(value, CultureInfo.InvariantCulture, out var id) ? id : null;

    private sealed class LinksByIdSpec : Specification<User, ScimLink>
    {
        public LinksByIdSpec(IReadOnlyList<Guid> ids)
        {
            Query.Where(user => ids.Contains(user.Id));
            Selector = user => new ScimLink(user.Id, user.Email, user.FirstName + " " + user.LastName);
        }
    }
}
