using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class Leaderboards(AppDbContext db) : ILeaderboards
{
    public async Task<IReadOnlyList<Standing>> Top(Specification<User> people, int count, CancellationToken ct)
    {
        var rows = await Sums(people)
            .Join(db.Users.AsNoTracking(), sum => sum.UserId, user => user.Id, (sum, user) => new { sum.UserId, user.FirstName, user.LastName, sum.Points })
            .OrderByDescending(row => row.Points).ThenBy(row => row.LastName).ThenBy(row => row.FirstName).ThenBy(row => row.UserId)
            .Take(count)
            .ToListAsync(ct);
        return rows.ConvertAll(row => new Standing(row.UserId, row.FirstName, row.LastName, row.Points));
    }

    public Task<int> PointsOf(Guid userId, CancellationToken ct) =>
        db.PointEntries.Where(entry => entry.UserId == userId).SumAsync(entry => entry.Points, ct);

    public Task<int> Above(Specification<User> people, int points, CancellationToken ct) => Sums(people).CountAsync(sum => sum.Points > points, ct);

    private IQueryable<Sum> Sums(Specification<User> people)
    {
        var ids = db.Users.AsNoTracking().Apply(people).Select(user => user.Id);
        return db.PointEntries.AsNoTracking()
            .Where(entry => ids.Contains(entry.UserId))
            .GroupBy(entry => entry.UserId)
            .Select(person => new Sum { UserId = person.Key, Points = person.Sum(entry => entry.Points) });
    }

    private sealed class Sum
    {
        public Guid UserId { get; init; }

        public int Points { get; init; }
    }
}
