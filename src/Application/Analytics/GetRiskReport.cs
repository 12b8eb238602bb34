using System.Globalization;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Analytics;

/// <summary>The risk of the company, or of a department with everything below it: now, by department and over time. Managers see their own departments.</summary>
/// <param name="From">First day (UTC) of the series; absent: 90 days before the last.</param>
/// <param name="To">Last day (UTC) of the series; absent: today.</param>
[RequirePermission(Permission.ReadAnalytics)]
public sealed record GetRiskReportQuery(
    DateTimeOffset? From = null, DateTimeOffset? To = null, Guid? DepartmentId = null, Granularity? Granularity = null) : IQuery<RiskReport>;

public enum Granularity
{
    Day,

    /// <summary>Weeks begin on Mondays (ISO 8601).</summary>
    Week,
    Month,
}

/// <param name="Score">Average of all active people; null if there are none.</param>
/// <param name="Departments">With everything below each; highest score first, at most 100.</param>
/// <param name="DepartmentCount">How many there are, shown or not.</param>
/// <param name="Series">The last night of each day, week or month that has any, oldest first.</param>
public sealed record RiskReport(
    int People,
    double? Score,
    RiskDistribution Bands,
    IReadOnlyList<DepartmentRisk> Departments,
    int DepartmentCount,
    IReadOnlyList<RiskSeriesPoint> Series);

/// <summary>How many people there are in each band.</summary>
public sealed record RiskDistribution(int Low, int Medium, int High, int Critical);

public sealed record DepartmentRisk(Guid DepartmentId, string Name, int People, double? Score, RiskDistribution Bands);

public sealed record RiskSeriesPoint(DateOnly Day, int People, double? Score, RiskDistribution Bands);

internal sealed class GetRiskReportValidator : AbstractValidator<GetRiskReportQuery>
{
    private static readonly TimeSpan Longest = RiskPolicy.Memory + TimeSpan.FromDays(1);

    public GetRiskReportValidator()
    {
        RuleFor(query => query.Granularity).IsInEnum();
        RuleFor(query => query.To).Must((query, to) => to is null || query.From is null || (query.From <= to && to - query.From <= Longest))
            .WithMessage("The period ends after it begins, and is at most two years long.");
    }
}

internal sealed class GetRiskReportHandler(IRepository<Department> departments, IRiskReports reports, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<GetRiskReportQuery, RiskReport>
{
    private const int MostDepartments = 100;
    private const int DefaultDays = 90;

    public async Task<ErrorOr<RiskReport>> Handle(GetRiskReportQuery request, CancellationToken cancellationToken)
    {
        var scope = new DepartmentsInSightSpec(request.DepartmentId, me);
        var inSight = await departments.ListAsync(scope, cancellationToken);
        if (request.DepartmentId is { } asked && !inSight.Exists(department => department.Id == asked))
        {
            return DepartmentErrors.NotFound;
        }

        var standings = await reports.ByDepartment(new PeopleInSightSpec(request.DepartmentId, me), cancellationToken);
        var isWholeCompany = request.DepartmentId is null && !me.OwnDepartmentsOnly;
        var (from, to) = Period(request, clock.GetUtcNow());
        var days = await reports.ByDay(isWholeCompany ? null : scope, from, to, cancellationToken);
        var total = standings.Aggregate(RiskTotals.None, (sum, department) => sum + department.Totals);
        var byDepartment = RollUp(inSight, standings);
        return new RiskReport(
            total.People,
            total.Score,
            Bands(total),
            [.. byDepartment.OrderByDescending(department => department.Score).ThenBy(department => department.Name, StringComparer.Ordinal).Take(MostDepartments)],
            byDepartment.Count,
            [.. days.GroupBy(day => BucketOf(day.Day, request.Granularity)).Select(bucket => bucket.Last())
                .Select(day => new RiskSeriesPoint(day.Day, day.Totals.People, day.Totals.Score, Bands(day.Totals)))]);
    }

    /// <summary>Whoever works in a department counts for it and for those above it.</summary>
    private static List<DepartmentRisk> RollUp(List<DepartmentNode> inSight, IReadOnlyList<DepartmentTotals> standings)
    {
        var nodes = inSight.ToDictionary(node => node.Id);
        var totals = inSight.ToDictionary(node => node.Id, _ => RiskTotals.None);
        foreach (var (departmentId, own) in standings)
        {
            for (var at = departmentId; at is { } id && nodes.TryGetValue(id, out var node); at = node.ParentId)
            {
                totals[id] += own;
            }
        }

        return inSight.ConvertAll(node =>
            new DepartmentRisk(node.Id, node.Name, totals[node.Id].People, totals[node.Id].Score, Bands(totals[node.Id])));
    }

    private static (DateOnly From, DateOnly To) Period(GetRiskReportQuery query, DateTimeOffset now)
    {
        var to = (query.To ?? now).Day();
        var from = query.From?.Day() ?? DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - DefaultDays));
        var earliest = now.Day().AddDays(-(int)RiskPolicy.Memory.TotalDays);
        return (from < earliest ? earliest : from, to);
    }

    private static (int Year, int Part) BucketOf(DateOnly day, Granularity? granularity)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return granularity switch
        {
            Granularity.Month => (day.Year, day.Month),
            Granularity.Week => (ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date)),
            _ => (day.Year, day.DayOfYear),
        };
    }

    private static RiskDistribution Bands(RiskTotals totals) => new(totals.Low, totals.Medium, totals.High, totals.Critical);

    private sealed class PeopleInSightSpec : Specification<User>
    {
        public PeopleInSightSpec(Guid? departmentId, ICurrentUser me) =>
            Query.Where(user => user.Status == UserStatus.Active).InDepartment(departmentId).VisibleTo(me);
    }
}

internal sealed record DepartmentNode(Guid Id, string Name, Guid? ParentId);

/// <summary>The department that was asked for, or all of them, with everything below; of managers, only those that they lead.</summary>
internal sealed class DepartmentsInSightSpec : Specification<Department, DepartmentNode>
{
    public DepartmentsInSightSpec(Guid? departmentId, ICurrentUser me)
    {
        Query
            .Where(
                department => department.Id == departmentId || department.Ancestors.Any(above => above.AncestorId == departmentId),
                condition: departmentId is not null)
            .VisibleTo(me);
        Selector = department => new DepartmentNode(department.Id, department.Name, department.ParentId);
    }
}
