using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Achievements;

/// <summary>Who has the most points in a department, what lies below it included, and the caller's own place.</summary>
/// <param name="DepartmentId">
/// Absent: the caller's own, or the whole company if they are in none. Another one is for readers of learning, and managers see those that they lead.
/// </param>
[Authenticated]
public sealed record GetLeaderboardQuery(Guid? DepartmentId = null) : IQuery<LeaderboardRow>
{
    public const int Size = 20;
}

/// <param name="Enabled">False: the company or the person has opted out, and nothing is shown.</param>
/// <param name="DepartmentId">Null: the whole company.</param>
/// <param name="Own">Null: the caller is not among them, or has no points yet.</param>
public sealed record LeaderboardRow(bool Enabled, Guid? DepartmentId, IReadOnlyList<PlaceRow> Top, PlaceRow? Own);

/// <param name="Rank">From 1; who has the same number of points has the same rank.</param>
public sealed record PlaceRow(int Rank, string FirstName, string LastName, int Points, int Level, bool IsMe);

/// <summary>Adds up the ledger.</summary>
public interface ILeaderboards
{
    /// <summary>Those with the most points, from the first; with equal points in the order of their names.</summary>
    Task<IReadOnlyList<Standing>> Top(Specification<User> people, int count, CancellationToken ct);

    Task<int> PointsOf(Guid userId, CancellationToken ct);

    /// <returns>How many of them have more points.</returns>
    Task<int> Above(Specification<User> people, int points, CancellationToken ct);
}

public sealed record Standing(Guid UserId, string FirstName, string LastName, int Points);

internal sealed class GetLeaderboardHandler(
    ILeaderboards leaderboards, IRepository<User> users, IRepository<Department> departments, AchievementSwitch achievements, ICurrentUser me)
    : IQueryHandler<GetLeaderboardQuery, LeaderboardRow>
{
    public async Task<ErrorOr<LeaderboardRow>> Handle(GetLeaderboardQuery request, CancellationToken cancellationToken)
    {
        if (await achievements.Find(cancellationToken) is not { User: var user } viewer)
        {
            return UserErrors.NotFound;
        }

        var departmentId = request.DepartmentId ?? user.DepartmentId;
        if (request.DepartmentId is { } asked && asked != user.DepartmentId
            && (!me.Has(Permission.ReadLearning) || !await departments.AnyAsync(new ReadableSpec(asked, me), cancellationToken)))
        {
            return DepartmentErrors.NotFound;
        }

        if (!viewer.AreShown)
        {
            return new LeaderboardRow(Enabled: false, departmentId, [], Own: null);
        }

        var shown = new ShownSpec(departmentId);
        var top = await leaderboards.Top(shown, GetLeaderboardQuery.Size, cancellationToken);
        return new LeaderboardRow(
            Enabled: true,
            departmentId,
            [.. top.Select(place => Place(1 + top.Count(other => other.Points > place.Points), place, place.UserId == user.Id))],
            await Own(user, departmentId, shown, cancellationToken));
    }

    private async Task<PlaceRow?> Own(User user, Guid? departmentId, ShownSpec shown, CancellationToken ct)
    {
        var points = await leaderboards.PointsOf(user.Id, ct);
        return points > 0 && await users.AnyAsync(new ShownSpec(departmentId, user.Id), ct)
            ? Place(1 + await leaderboards.Above(shown, points, ct), new Standing(user.Id, user.FirstName, user.LastName, points), isMe: true)
            : null;
    }

    private static PlaceRow Place(int rank, Standing standing, bool isMe) =>
        new(rank, standing.FirstName, standing.LastName, standing.Points, Levels.Of(standing.Points), isMe);

    /// <summary>Who has opted out or has left stands nowhere.</summary>
    private sealed class ShownSpec : Specification<User>
    {
        public ShownSpec(Guid? departmentId, Guid? userId = null) => Query
            .Where(user => user.Status == UserStatus.Active && !user.AchievementsOff)
            .Where(
                user => user.DepartmentId == departmentId || user.Department!.Ancestors.Any(above => above.AncestorId == departmentId),
                departmentId is not null)
            .Where(user => user.Id == userId, userId is not null);
    }

    private sealed class ReadableSpec : Specification<Department>
    {
        public ReadableSpec(Guid id, ICurrentUser me) => Query.Where(department => department.Id == id).VisibleTo(me);
    }
}
