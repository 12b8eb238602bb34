using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Achievements;

/// <summary>Whether the caller sees achievements at all: their company and they themselves may have switched them off.</summary>
internal sealed class AchievementSwitch(IRepository<User> users, IRepository<Company> companies, ICurrentUser me)
{
    /// <returns>Null if the person is gone.</returns>
    public async Task<AchievementViewer?> Find(CancellationToken ct) =>
        await users.GetByIdAsync(me.RequireUserId(), ct) is { } user && await companies.GetByIdAsync(me.RequireCompanyId(), ct) is { } company
            ? new AchievementViewer(user, user.Language ?? company.Language, !company.AchievementsOff, !company.AchievementsOff && !user.AchievementsOff)
            : null;
}

/// <param name="AreInCompany">The company has them.</param>
/// <param name="AreShown">And so does the person.</param>
internal sealed record AchievementViewer(User User, string Language, bool AreInCompany, bool AreShown);
