using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Application.Learning.Scorm;

/// <summary>Removes the next launches that are over.</summary>
/// <returns>Whether there are none left.</returns>
[RetryOnConflict]
[PlatformScope]
public sealed record RemoveLaunchesCommand : ICommand<bool>
{
    public const int MaxLaunches = 200;
}

internal sealed class RemoveLaunchesHandler(IRepository<ScormLaunch> launches, TimeProvider clock) : ICommandHandler<RemoveLaunchesCommand, bool>
{
    public async Task<ErrorOr<bool>> Handle(RemoveLaunchesCommand request, CancellationToken cancellationToken)
    {
        var portion = await launches.ListAsync(new OverSpec(clock.GetUtcNow()), cancellationToken);
        portion.ForEach(launches.Remove);
        return portion.Count < RemoveLaunchesCommand.MaxLaunches;
    }

    private sealed class OverSpec : Specification<ScormLaunch>
    {
        public OverSpec(DateTimeOffset now) => Query
            .Where(launch => launch.ExpiresAt <= now)
            .OrderBy(launch => launch.Id)
            .Take(RemoveLaunchesCommand.MaxLaunches);
    }
}
