using System.Diagnostics;

namespace SecurityTraining.WebApi.Authentication;

/// <summary>
/// Holds an answer back until the next full step, so that how long it took does not tell whether an address is known. The first step is long
/// enough for every answer of a machine that keeps up. On one that does not, the same hash is computed for known and unknown addresses, and
/// what else differs, some milliseconds of writing, moves no answer but the few that are about to miss a step.
/// </summary>
internal sealed class EvenTiming : IEndpointFilter
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await next(context);
        await Task.Delay(RestOfStep(Stopwatch.GetElapsedTime(started)), context.HttpContext.RequestAborted);
        return answer;
    }

    internal static TimeSpan RestOfStep(TimeSpan elapsed) => TimeSpan.FromTicks(Step.Ticks - (elapsed.Ticks % Step.Ticks));
}
