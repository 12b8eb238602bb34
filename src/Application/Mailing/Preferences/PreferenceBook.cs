using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Mailing.Preferences;

/// <summary>Which news the people of the current company want.</summary>
internal sealed class PreferenceBook(IRepository<MailPreferences> preferences, IRepository<User> users, ITenant tenant, TimeProvider clock)
{
    /// <returns>Those of the people who do not want it.</returns>
    public async Task<HashSet<Guid>> UnwillingAmong(IReadOnlyList<Guid> userIds, MailCategory category, CancellationToken ct) =>
        [.. (await preferences.ListAsync(new OfPeopleSpec(userIds), ct)).Where(wishes => !wishes.Wants(category)).Select(wishes => wishes.UserId)];

    /// <returns>What somebody has said, for changing; of whoever has said nothing, a new page. Null if there is nobody with this id, be it one who can
    /// still be restored.</returns>
    public async Task<MailPreferences?> Of(Guid userId, CancellationToken ct)
    {
        if (await preferences.SingleOrDefaultAsync(new OfPersonSpec(userId), ct) is { } known)
        {
            return known;
        }

        if (!await users.AnyAsync(new UserOrDeletedSpec(userId), ct))
        {
            return null;
        }

        var page = MailPreferences.Of(tenant.CompanyId!.Value, userId, clock.GetUtcNow());
        preferences.Add(page);
        return page;
    }

    /// <returns>For each category whether the person wants it.</returns>
    public async Task<IReadOnlyList<MailPreferenceRow>> Show(Guid userId, CancellationToken ct)
    {
        var known = await preferences.SingleOrDefaultAsync(new OfPersonSpec(userId), ct);
        return [.. Enum.GetValues<MailCategory>().Select(category => new MailPreferenceRow(category, known?.Wants(category) != false))];
    }

    private sealed class OfPeopleSpec : Specification<MailPreferences>
    {
        public OfPeopleSpec(IReadOnlyList<Guid> userIds) => Query.Where(wishes => userIds.Contains(wishes.UserId)).AsNoTracking();
    }

    private sealed class OfPersonSpec : SingleResultSpecification<MailPreferences>
    {
        public OfPersonSpec(Guid userId) => Query.Where(wishes => wishes.UserId == userId);
    }
}

public sealed record MailPreferenceRow(MailCategory Category, bool Subscribed);
