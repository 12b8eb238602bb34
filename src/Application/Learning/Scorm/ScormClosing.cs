using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Application.Learning.Scorm;

/// <summary>Ends all launches of a course that has been taken off somebody's list.</summary>
internal sealed class ScormClosing(IRepository<ScormRun> runs, IRepository<ScormLaunch> launches)
{
    public async Task Close(Guid enrollmentId, CancellationToken ct)
    {
        var runIds = await runs.ListAsync(new RunIdsSpec(enrollmentId), ct);
        foreach (var launch in runIds.Count == 0 ? [] : await launches.ListAsync(new OfRunsSpec(runIds), ct))
        {
            launches.Remove(launch);
        }
    }

    private sealed class RunIdsSpec : Specification<ScormRun, Guid>
    {
        public RunIdsSpec(Guid enrollmentId)
        {
            Query.Where(run => run.EnrollmentId == enrollmentId);
            Selector = run => run.Id;
        }
    }

    private sealed class OfRunsSpec : Specification<ScormLaunch>
    {
        public OfRunsSpec(IReadOnlyList<Guid> runIds) => Query.Where(launch => runIds.Contains(launch.RunId));
    }
}
