using System.Globalization;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// The versions of the API, in the path. The route table holds <c>/api/v1</c> literally and not as a parameter, so that it equals the
/// OpenAPI document, and every answer names the versions, refusals too.
/// </summary>
internal sealed class ApiVersions(RequestDelegate next)
{
    private const string Supported = "1.0";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.OnStarting(Set, context);
        }

        return next(context);
    }

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers["api-supported-versions"] = Supported;
        if (context.GetEndpoint()?.Metadata.GetMetadata<DeprecationMetadata>() is { } deprecation)
        {
            headers["Deprecation"] = $"@{deprecation.Since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
            headers["Sunset"] = deprecation.Sunset.ToString("R", CultureInfo.InvariantCulture);
        }

        return Task.CompletedTask;
    }
}

/// <param name="Since">When callers should have begun to use something else (RFC 9745).</param>
/// <param name="Sunset">When it is gone (RFC 8594).</param>
internal sealed record DeprecationMetadata(DateTimeOffset Since, DateTimeOffset Sunset);

internal static class ApiVersionExtensions
{
    /// <summary>Everything under <c>/api/v1</c>.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        ((IEndpointConventionBuilder)api).Finally(QueryValues.Prepare);
        return api;
    }

    /// <summary>Says in headers and in the OpenAPI document that this will go away.</summary>
    public static TBuilder Deprecated<TBuilder>(this TBuilder endpoint, DateTimeOffset since, DateTimeOffset sunset)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new DeprecationMetadata(since, sunset));
}
