using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>The people whom somebody leads. They know their manager by the mail address.</summary>
internal sealed class LedPeople(IRepository<User> users)
{
    /// <summary>
    /// To be called wherever an address changes: people would lose their manager, and the old address would outlive its owner's erasure.
    /// </summary>
    public async Task Follow(string oldEmail, string newEmail, CancellationToken ct)
    {
        foreach (var led in await users.ListAsync(new LedBySpec([oldEmail]), ct))
        {
            led.SetProfile(led.Profile with { ManagerEmail = newEmail });
        }
    }
}

/// <summary>Deleted people included: they may be restored.</summary>
internal sealed class LedBySpec : Specification<User>
{
    public LedBySpec(IReadOnlyList<string?> emails) => Query.Where(user => emails.Contains(user.ManagerEmail)).IncludeDeleted();
}
