using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Analytics;

/// <summary>Adds up the scores of the current company's people.</summary>
public interface IRiskReports
{
    /// <summary>The present scores of the people whom the specification picks, for each department's own people.</summary>
    Task<IReadOnlyList<DepartmentTotals>> ByDepartment(Specification<User> people, CancellationToken ct);

    /// <summary>What was noted night by night, oldest first.</summary>
    /// <param name="departments">Whose own people are counted; null: all of the company.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    Task<IReadOnlyList<DayTotals>> ByDay(Specification<Department>? departments, DateOnly from, DateOnly to, CancellationToken ct);
}

/// <param name="DepartmentId">Null: people without a department.</param>
public sealed record DepartmentTotals(Guid? DepartmentId, RiskTotals Totals);

public sealed record DayTotals(DateOnly Day, RiskTotals Totals);
