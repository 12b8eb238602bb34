namespace SecurityTraining.WebApi.Http;

/// <summary>
/// Tells callers that there is no such route, or not with this method or content type, before they are asked who they are. The framework
/// would ask first: where nothing says otherwise, its fallback policy counts for what does not exist, too.
/// </summary>
internal sealed class Unmatched(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        switch (context.GetEndpoint())
        {
            case null:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;

            // The framework's own answers, 405 and 415, are endpoints without metadata.
            case { Metadata.Count: 0, RequestDelegate: { } refuse }:
                return refuse(context);

            default:
                return next(context);
        }
    }
}
