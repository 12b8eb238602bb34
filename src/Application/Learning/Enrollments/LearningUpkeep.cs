using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Learning.Scorm;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>
/// Enrolls those who have joined a group or department that a course is assigned to and those who are to take one again, sends reminders, and
/// removes launches of packages that are over. One item for each company.
/// </summary>
internal sealed class LearningUpkeepWorker(ICompanyScope company) : IWorkHandler
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    public WorkKind Kind => WorkKind.LearningUpkeep;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var welcomed = await ForEach(item.CompanyId, last => new StandingAssignmentsQuery(last), id => new EnrollNextPortionCommand(id), ct);
        var repeated = await ForEach(item.CompanyId, last => new RepeatingAssignmentsQuery(last), id => new RepeatNextPortionCommand(id), ct);
        var warned = await Repeat(item.CompanyId, new RemindOfExpiryCommand(), ct);
        var reminded = await Repeat(item.CompanyId, new RemindNextPortionCommand(), ct);
        var tidied = await Repeat(item.CompanyId, new RemoveLaunchesCommand(), ct);
        ErrorOr<Success>[] steps = [welcomed, repeated, warned, reminded, tidied];
        return WorkOutcome.Again(Interval) with { Error = steps.Where(step => step.IsError).Select(step => step.FirstError.Code).FirstOrDefault() };
    }

    /// <param name="page">Asks for the ids that come after the last one.</param>
    /// <param name="portion">What to do with each, until nothing is left to do.</param>
    /// <returns>The first error; those that come after it get their portions all the same.</returns>
    private async Task<ErrorOr<Success>> ForEach(
        Guid companyId, Func<Guid?, IQuery<IReadOnlyList<Guid>>> page, Func<Guid, ICommand<bool>> portion, CancellationToken ct)
    {
        Guid? last = null;
        ErrorOr<Success> outcome = Result.Success;
        while (true)
        {
            var ids = await company.Send(companyId, page(last), ct);
            if (ids.IsError)
            {
                return outcome.IsError ? outcome : ids.Errors;
            }

            foreach (var id in ids.Value)
            {
                var done = await Repeat(companyId, portion(id), ct);
                outcome = outcome.IsError ? outcome : done;
            }

            if (ids.Value.Count < StandingAssignmentsQuery.PageSize)
            {
                return outcome;
            }

            last = ids.Value[^1];
        }
    }

    private async Task<ErrorOr<Success>> Repeat(Guid companyId, ICommand<bool> portion, CancellationToken ct)
    {
        while (true)
        {
            var done = await company.Send(companyId, portion, ct);
            if (done.IsError && done.FirstError == AssignmentErrors.HeldBack)
            {
                return Result.Success;
            }

            if (done.IsError || done.Value)
            {
                return done.Then(_ => Result.Success);
            }
        }
    }
}

/// <summary>The next assignments, in the order of their ids, that newcomers fall under and that have reached everybody else.</summary>
[PlatformScope]
public sealed record StandingAssignmentsQuery(Guid? After) : IQuery<IReadOnlyList<Guid>>
{
    public const int PageSize = 100;
}

internal sealed class StandingAssignmentsHandler(IRepository<CourseAssignment> assignments)
    : IQueryHandler<StandingAssignmentsQuery, IReadOnlyList<Guid>>
{
    public async Task<ErrorOr<IReadOnlyList<Guid>>> Handle(StandingAssignmentsQuery request, CancellationToken cancellationToken) =>
        ErrorOrFactory.From<IReadOnlyList<Guid>>(await assignments.ListAsync(new StandingSpec(request.After), cancellationToken));

    private sealed class StandingSpec : Specification<CourseAssignment, Guid>
    {
        public StandingSpec(Guid? after)
        {
            Query
                .Where(assignment => assignment.IsStanding && assignment.Status == AssignmentStatus.Completed)
                .Where(assignment => assignment.Id > after, condition: after is not null)
                .OrderBy(assignment => assignment.Id)
                .Take(StandingAssignmentsQuery.PageSize);
            Selector = assignment => assignment.Id;
        }
    }
}

/// <summary>Every company gets the recurring work.</summary>
internal sealed class ScheduleLearningUpkeep(IWorkQueue queue, TimeProvider clock) : IDomainEventHandler<CompanyRegistered>
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(15);

    public Task Handle(CompanyRegistered domainEvent, CancellationToken ct)
    {
        queue.Enqueue(WorkKind.LearningUpkeep, domainEvent.CompanyId, clock.GetUtcNow() + FirstLook);
        return Task.CompletedTask;
    }
}
