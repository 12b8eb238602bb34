using System.Diagnostics;
using ErrorOr;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;
using SecurityTraining.WebApi.Endpoints;
using SecurityTraining.WebApi.Scim;
using ProblemDetails = Microsoft.AspNetCore.Mvc.ProblemDetails;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// The one place that knows what a failure looks like over HTTP (RFC 9457), whoever found it: a use case, the framework or a bug.
/// </summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";
    public const string CodeKey = "code";
    public const string ErrorsKey = "errors";
    private const string RetryAfterKey = "retryAfterSeconds";

    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddSingleton<IProblemDetailsWriter, ProblemWriter>()
        .AddProblemDetails()
        .AddExceptionHandler<ExceptionHandler>();

    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The stable machine name; the status's own by default.</param>
    /// <param name="detail">For people, about this occurrence. Goes to the caller.</param>
    public static ProblemDetails Create(int status, string? code = null, string? detail = null) => new()
    {
        Status = status,
        Detail = detail,
        Extensions = { [CodeKey] = code ?? DefaultCode(status) },
    };

    public static ProblemDetails Invalid(IReadOnlyDictionary<string, string[]> errors)
    {
        var problem = Create(StatusCodes.Status400BadRequest, ValidationErrors.Code, "One or more fields are invalid.");
        problem.Extensions[ErrorsKey] = errors;
        return problem;
    }

    public static ProblemDetails Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    /// <summary>The first error decides, except that errors of fields are told all together.</summary>
    public static ProblemDetails From(IReadOnlyList<Error> errors)
    {
        var first = errors[0];
        if (first.Type == ErrorType.Validation && errors.Where(error => Field(error) is not null).ToList() is { Count: > 0 } fields)
        {
            return Invalid(fields
                .GroupBy(error => Field(error)!, error => error.Description, StringComparer.Ordinal)
                .ToDictionary(field => field.Key, field => field.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal));
        }

        return first.Type == ErrorType.Unexpected
            ? Create(StatusCodes.Status500InternalServerError)
            : WithFacts(Create(StatusOf(first), first.Code, first.Description), first);
    }

    private static ProblemDetails WithFacts(ProblemDetails problem, Error error)
    {
        foreach (var key in PlanErrors.FactKeys.Where(key => error.Metadata?.ContainsKey(key) == true))
        {
            problem.Extensions[key] = error.Metadata![key];
        }

        return problem;
    }

    /// <summary>When to come back, if the errors know it.</summary>
    public static int? RetryAfterSeconds(IReadOnlyList<Error> errors) =>
        errors[0].Metadata?.GetValueOrDefault(RetryAfterKey) as int?;

    public static async Task Write(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new() { HttpContext = context, ProblemDetails = problem });
    }

    /// <summary>Fills in what every problem says, also those that the framework has begun.</summary>
    private static void Complete(ProblemDetails problem, HttpContext context)
    {
        var status = context.Response.StatusCode;
        problem.Extensions.TryAdd(CodeKey, DefaultCode(status));
        problem.Status = status;
        problem.Type = $"urn:securitytraining:problem:{problem.Extensions[CodeKey]}";
        problem.Title = ReasonPhrases.GetReasonPhrase(status);
        problem.Instance = context.Request.PathBase + context.Request.Path;
        problem.Extensions["traceId"] = TraceId(context);
    }

    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static string? Field(Error error) => error.Metadata?.GetValueOrDefault(ValidationErrors.FieldKey) as string;

    private static int StatusOf(Error error) => error.Type switch
    {
        ErrorType.Validation => StatusCodes.Status400BadRequest,
        ErrorType.Unauthorized => StatusCodes.Status401Unauthorized,
        ErrorType.Forbidden => StatusCodes.Status403Forbidden,
        ErrorType.NotFound => StatusCodes.Status404NotFound,
        ErrorType.Conflict => StatusCodes.Status409Conflict,
        ErrorType.Failure => StatusCodes.Status422UnprocessableEntity,
        _ => error.NumericType,
    };

    private static string DefaultCode(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "unauthenticated",
        StatusCodes.Status429TooManyRequests => "rate_limited",
        StatusCodes.Status500InternalServerError => "internal_error",
        _ => ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '_').Replace('-', '_'),
    };

    /// <summary>
    /// Unlike the framework's own, asks no <c>Accept</c> header: a client that takes anything but JSON still has to learn what failed.
    /// </summary>
    private sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            var response = context.HttpContext.Response;
            Complete(context.ProblemDetails, context.HttpContext);

            // RFC 9110 wants every 401 to say how to sign in; the framework's own challenge has done so already.
            if (response.StatusCode == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
            {
                response.Headers.WWWAuthenticate = "Bearer";
            }

            if (context.HttpContext.Request.Path.StartsWithSegments(ScimEndpoints.Root, StringComparison.OrdinalIgnoreCase))
            {
                await ScimRefusals.Write(context.HttpContext, context.ProblemDetails);
                return;
            }

            await response.WriteAsJsonAsync(
                context.ProblemDetails, json.Value.SerializerOptions, MediaType, context.HttpContext.RequestAborted);
        }
    }
}

/// <summary>What a use case refused.</summary>
internal sealed partial class ProblemResult(IReadOnlyList<Error> errors) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (errors[0].Type == ErrorType.Unexpected)
        {
            LogUnexpected(httpContext.RequestServices.GetRequiredService<ILogger<ProblemResult>>(), errors[0].Code, errors[0].Description);
        }

        if (Problems.RetryAfterSeconds(errors) is { } seconds)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Problems.Write(httpContext, Problems.From(errors));
    }

    [LoggerMessage(LogLevel.Error, "Unexpected error {Code}: {Description}")]
    private static partial void LogUnexpected(ILogger log, string code, string description);
}
