using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>
/// Reminds the next people of what is due or overdue, and with the last reminder their managers. What has been sent is part of the same
/// transaction, so that nobody is reminded twice.
/// </summary>
/// <returns>Whether there is nobody left.</returns>
[RetryOnConflict]
[PlatformScope]
public sealed record RemindNextPortionCommand : ICommand<bool>
{
    public const int MaxPeople = 200;
}

internal sealed class RemindNextPortionHandler(
    IRepository<Enrollment> enrollments,
    IRepository<Company> companies,
    OverdueDigests digests,
    IMailOutbox outbox,
    LearnerPage page,
    ITenant tenant,
    TimeProvider clock) : ICommandHandler<RemindNextPortionCommand, bool>
{
    public async Task<ErrorOr<bool>> Handle(RemindNextPortionCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await companies.GetByIdAsync(tenant.CompanyId!.Value, cancellationToken) is not { } company
            || !company.MaySend(now))
        {
            return true;
        }

        var portion = await enrollments.ListAsync(new DueSpec(now), cancellationToken);
        var late = new List<Enrollment>();
        foreach (var enrollment in portion)
        {
            var user = enrollment.User!;
            if (enrollment.Remind(now) is not { } reached || user.Status != UserStatus.Active)
            {
                continue;
            }

            outbox.Send(user, new CourseReminderMail(enrollment.CourseTitle, enrollment.DueOn(company), enrollment.DaysLate(company, now), page.Url), company.Language);
            if (reached == ReminderPlan.Last)
            {
                late.Add(enrollment);
            }
        }

        await digests.Send(late, company, cancellationToken);
        return portion.Count < RemindNextPortionCommand.MaxPeople;
    }

    /// <summary>Those of one manager stand together, so that most of them fall into one digest.</summary>
    private sealed class DueSpec : Specification<Enrollment>
    {
        public DueSpec(DateTimeOffset now) => Query
            .Where(enrollment => enrollment.NextReminderAt <= now)
            .Include(enrollment => enrollment.User)
            .OrderBy(enrollment => enrollment.User!.ManagerEmail)
            .OrderBy(enrollment => enrollment.User!.DepartmentId)
            .OrderBy(enrollment => enrollment.Id)
            .Take(RemindNextPortionCommand.MaxPeople);
    }
}

/// <summary>Tells managers which of their people are late.</summary>
internal sealed class OverdueDigests(Superiors superiors, IMailOutbox outbox)
{
    public async Task Send(IReadOnlyCollection<Enrollment> late, Company company, CancellationToken ct)
    {
        if (late.Count == 0)
        {
            return;
        }

        var superiorsOf = await superiors.Of([.. late.Select(enrollment => enrollment.User!)], ct);
        var byManager = late
            .SelectMany(enrollment => superiorsOf(enrollment.User!).Select(manager => (manager, enrollment)))
            .GroupBy(pair => pair.manager, pair => pair.enrollment);
        foreach (var team in byManager)
        {
            var people = team.Select(enrollment => new LateLearner(enrollment.User!.FullName, enrollment.CourseTitle, enrollment.DueOn(company))).ToList();
            var mail = new OverdueDigestMail([.. people.Take(OverdueDigestMail.MaxPeople)], Math.Max(0, people.Count - OverdueDigestMail.MaxPeople));
            outbox.Send(team.Key, mail, company.Language);
        }
    }
}

internal static class DueDates
{
    /// <summary>The last day that there is for it where the person is: what is due at midnight is due on the day that ends then.</summary>
    public static DateOnly DueOn(this Enrollment enrollment, Company company) => Day(enrollment, company, enrollment.DueAt!.Value.AddTicks(-1));

    /// <summary>Days of the person's calendar after the last day; negative before it.</summary>
    public static int DaysLate(this Enrollment enrollment, Company company, DateTimeOffset now) =>
        Day(enrollment, company, now).DayNumber - enrollment.DueOn(company).DayNumber;

    private static DateOnly Day(Enrollment enrollment, Company company, DateTimeOffset at)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(enrollment.User!.TimeZone ?? company.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }
}
