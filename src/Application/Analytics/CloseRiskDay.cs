using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Analytics;

/// <summary>Notes what the scores of each department came to this night, once.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record CloseRiskDayCommand : ICommand<Success>;

internal sealed class CloseRiskDayHandler(
    IRepository<RiskFeed> feeds, IRepository<RiskSnapshot> snapshots, IRiskReports reports, ITenant tenant, TimeProvider clock)
    : ICommandHandler<CloseRiskDayCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(CloseRiskDayCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var feed = await feeds.OfCompany(tenant, cancellationToken);
        if (feed.ClosedOn >= now.Day())
        {
            return Result.Success;
        }

        var departments = await reports.ByDepartment(new ActivePeopleSpec(), cancellationToken);
        snapshots.AddRange(departments.Select(department =>
            RiskSnapshot.Take(feed.CompanyId, now.Day(), department.DepartmentId, department.Totals, now)));
        feed.Close(now.Day());
        return Result.Success;
    }

    private sealed class ActivePeopleSpec : Specification<User>
    {
        public ActivePeopleSpec() => Query.Where(user => user.Status == UserStatus.Active);
    }
}

internal static class RiskDays
{
    /// <summary>Days are those of UTC, for every company.</summary>
    public static DateOnly Day(this DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
