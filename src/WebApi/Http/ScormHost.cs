using SecurityTraining.Application.Common.Settings;
using SecurityTraining.WebApi.Endpoints;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// Keeps packages and the rest of the service apart: packages run at their own origin only, and nothing else is to be found there. So what a
/// package brings along is a stranger to the API, whatever it tries in the learner's browser.
/// </summary>
internal sealed class ScormHost(RequestDelegate next, ScormOrigin origin)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isTheirs = context.Request.Path.StartsWithSegments(ScormEndpoints.Root, StringComparison.OrdinalIgnoreCase);
        var isAtHome = origin.Serves(context.Request.Host.Value ?? "");
        return isTheirs == isAtHome || (isAtHome && !origin.IsExclusive)
            ? next(context)
            : Problems.Write(context, Problems.Create(StatusCodes.Status404NotFound));
    }
}
