using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.WebApi.Http.Json;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// Answers for what was thrown: unreadable requests by saying what is wrong with them, everything else by 500 and nothing more. A caller
/// who went away never gets here: the framework's middleware ends such requests with 499.
/// </summary>
internal sealed partial class ExceptionHandler(ILogger<ExceptionHandler> log) : IExceptionHandler
{
    /// <summary>The framework marks so the exceptions that mean unreadable JSON without being a <see cref="JsonException"/>.</summary>
    private const string UnreadableJson = "System.Text.Json.Rethrowable";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException bad => Explain(bad, httpContext.Features.Get<IExceptionHandlerFeature>()?.RouteValues),
            InvalidOperationException { Source: UnreadableJson } =>
                Problems.Invalid(JsonRefusals.Body, "Contains text that is not valid Unicode."),
            PasswordHashingBusyException => Problems.Create(StatusCodes.Status429TooManyRequests, detail: exception.Message),
            _ => null,
        };
        if (problem is null)
        {
            LogUnhandled(exception);
            Activity.Current?.AddException(exception);
        }

        if (exception is PasswordHashingBusyException)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        await Problems.Write(httpContext, problem ?? Problems.Create(StatusCodes.Status500InternalServerError));
        return true;
    }

    private static ProblemDetails Explain(BadHttpRequestException bad, RouteValueDictionary? route)
    {
        if (bad.InnerException is JsonException json)
        {
            return Problems.Invalid(JsonRefusals.Explain(json));
        }

        if (bad.StatusCode != StatusCodes.Status400BadRequest || Parameter().Match(bad.Message) is not { Success: true } parameter)
        {
            return Problems.Create(bad.StatusCode);
        }

        var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value);

        // No resource has an id that is no id: in the path it is a resource that does not exist, anywhere else a wrong value.
        if (route?.ContainsKey(name) == true)
        {
            return Problems.Create(StatusCodes.Status404NotFound);
        }

        if (bad.Message.Contains("body", StringComparison.Ordinal))
        {
            return Problems.Invalid(JsonRefusals.Body, "Is missing or unreadable.");
        }

        var missing = bad.Message.StartsWith("Required", StringComparison.Ordinal);
        return Problems.Invalid(name, missing ? "Is required." : "Has the wrong format.");
    }

    /// <summary>
    /// Finds the parameter in messages such as <c>Failed to bind parameter "int page" from "abc".</c>: the exception has no other place
    /// for it.
    /// </summary>
    [GeneratedRegex("""parameter "([^"]* )?(?<name>\w+)" """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Parameter();

    [LoggerMessage(LogLevel.Error, "The request failed")]
    private partial void LogUnhandled(Exception exception);
}
