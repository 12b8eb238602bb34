using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Privacy;

internal static class PersonAddresses
{
    /// <summary>The present and former addresses that lead to this person: not those that somebody else has now.</summary>
    public static async Task<IReadOnlyList<string>> AddressesOf(this IRepository<User> users, User user, CancellationToken ct)
    {
        if (user.FormerEmails.Count == 0)
        {
            return user.AllEmails;
        }

        var others = await users.ListAsync(new HeldByOthersSpec(user.Id, user.AllEmails), ct);
        return [.. user.AllEmails.Except(others, StringComparer.Ordinal)];
    }

    private sealed class HeldByOthersSpec : Specification<User, string>
    {
        public HeldByOthersSpec(Guid userId, IReadOnlyList<string> emails)
        {
            Query.Where(user => user.Id != userId && emails.Contains(user.Email)).IncludeDeleted();
            Selector = user => user.Email;
        }
    }
}
