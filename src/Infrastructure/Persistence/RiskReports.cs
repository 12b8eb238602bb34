using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class RiskReports(AppDbContext db) : IRiskReports
{
    public async Task<IReadOnlyList<DepartmentTotals>> ByDepartment(Specification<User> people, CancellationToken ct)
    {
        var rows = await db.Users.AsNoTracking().Apply(people)
            .Select(user => new { user.DepartmentId, Score = user.Risk == null ? RiskPolicy.Neutral : user.Risk.Score })
            .GroupBy(row => row.DepartmentId)
            .Select(department => new
            {
                department.Key,
                People = department.Count(),
                ScoreSum = department.Sum(row => (long)row.Score),
                Low = department.Count(row => row.Score < RiskPolicy.MediumFrom),
                Medium = department.Count(row => row.Score >= RiskPolicy.MediumFrom && row.Score < RiskPolicy.HighFrom),
                High = department.Count(row => row.Score >= RiskPolicy.HighFrom && row.Score < RiskPolicy.CriticalFrom),
                Critical = department.Count(row => row.Score >= RiskPolicy.CriticalFrom),
            })
            .ToListAsync(ct);
        return rows.ConvertAll(row =>
            new DepartmentTotals(row.Key, new RiskTotals(row.People, row.ScoreSum, row.Low, row.Medium, row.High, row.Critical)));
    }

    public async Task<IReadOnlyList<DayTotals>> ByDay(Specification<Department>? departments, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var snapshots = db.RiskSnapshots.AsNoTracking().Where(snapshot => snapshot.Day >= from && snapshot.Day <= to);
        if (departments is not null)
        {
            var chosen = db.Departments.Apply(departments).Select(department => (Guid?)department.Id);
            snapshots = snapshots.Where(snapshot => chosen.Contains(snapshot.DepartmentId));
        }

        var rows = await snapshots
            .GroupBy(snapshot => snapshot.Day)
            .Select(day => new
            {
                day.Key,
                People = day.Sum(row => row.People),
                ScoreSum = day.Sum(row => row.ScoreSum),
                Low = day.Sum(row => row.Low),
                Medium = day.Sum(row => row.Medium),
                High = day.Sum(row => row.High),
                Critical = day.Sum(row => row.Critical),
            })
            .OrderBy(day => day.Key)
            .ToListAsync(ct);
        return rows.ConvertAll(row => new DayTotals(row.Key, new RiskTotals(row.People, row.ScoreSum, row.Low, row.Medium, row.High, row.Critical)));
    }
}
