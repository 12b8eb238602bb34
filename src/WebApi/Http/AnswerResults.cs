using System.Net.Mime;
using System.Reflection;
using System.Text.Json;
using ErrorOr;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http;

internal sealed class OkAnswer<T>(ErrorOr<T> outcome, Func<HttpRequest, T, string?>? link = null)
    : IResult, IEndpointMetadataProvider, IShapedAnswer
{
    /// <summary>What is sent in place of the value; the headers still come from the value.</summary>
    private object? shape;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Declares(StatusCodes.Status200OK, typeof(T));

    public void Shape(Func<object, object> shaper)
    {
        if (!outcome.IsError)
        {
            shape = shaper(outcome.Value!);
        }
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (outcome.IsError)
        {
            return new ProblemResult(outcome.Errors).ExecuteAsync(httpContext);
        }

        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.Link = link?.Invoke(request, outcome.Value);
        if (outcome.Value is IVersioned row)
        {
            return httpContext.WriteVersioned(row, shape ?? outcome.Value);
        }

        return shape is null
            ? response.WriteAsJsonAsync(outcome.Value, httpContext.RequestAborted)
            : response.WriteAsJsonAsync(shape, shape.GetType(), httpContext.RequestAborted);
    }
}

internal sealed class CreatedAnswer<T>(ErrorOr<T> outcome, Func<T, string> location) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Declares(StatusCodes.Status201Created, typeof(T));

    public Task ExecuteAsync(HttpContext httpContext) =>
        outcome.Answer(httpContext, StatusCodes.Status201Created, location);
}

internal sealed class AcceptedAnswer<T>(ErrorOr<T> outcome, Func<T, string> location) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Declares(StatusCodes.Status202Accepted, typeof(T));

    public Task ExecuteAsync(HttpContext httpContext) =>
        outcome.Answer(httpContext, StatusCodes.Status202Accepted, location);
}

internal sealed class AcceptedAnswer(List<Error> errors) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Declares(StatusCodes.Status202Accepted);

    public Task ExecuteAsync(HttpContext httpContext) => errors.Answer(httpContext, StatusCodes.Status202Accepted);
}

internal sealed class NoContentAnswer(List<Error> errors) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Declares(StatusCodes.Status204NoContent);

    public Task ExecuteAsync(HttpContext httpContext) => errors.Answer(httpContext, StatusCodes.Status204NoContent);
}

file static class Sending
{
    public static void Declares(this EndpointBuilder builder, int status, Type? body = null) => builder.Metadata.Add(
        body is null
            ? new ProducesResponseTypeMetadata(status, typeof(void))
            : new ProducesResponseTypeMetadata(status, body, [MediaTypeNames.Application.Json]));

    public static Task Answer<T>(this ErrorOr<T> outcome, HttpContext context, int status, Func<T, string> location)
    {
        if (outcome.IsError)
        {
            return new ProblemResult(outcome.Errors).ExecuteAsync(context);
        }

        context.Response.StatusCode = status;
        context.Response.Headers.Location = location(outcome.Value);
        return outcome.Value is IVersioned row
            ? context.WriteVersioned(row, row)
            : context.Response.WriteAsJsonAsync(outcome.Value, context.RequestAborted);
    }

    /// <summary>With its <c>ETag</c>, or only that if the caller has this state already.</summary>
    public static async Task WriteVersioned(this HttpContext context, IVersioned row, object shown)
    {
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(shown, json.GetTypeInfo(shown.GetType()));
        var tag = EntityTag.Of(row, body);
        context.Response.Headers.ETag = tag;
        if (EntityTag.IsKnownTo(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Task Answer(this List<Error> errors, HttpContext context, int status)
    {
        if (errors.Count > 0)
        {
            return new ProblemResult(errors).ExecuteAsync(context);
        }

        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
