using System.Diagnostics;

namespace SecurityTraining.WebApi.Authentication;

/// <summary>
/// Holds an answer back until a time by which it is always ready, so that how long it took does not tell whether an address is known.
/// </summary>
internal sealed class EvenTiming : IEndpointFilter
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await next(context);
        var rest = Least - Stopwatch.GetElapsedTime(started);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, context.HttpContext.RequestAborted);
        }

        return answer;
    }
}
