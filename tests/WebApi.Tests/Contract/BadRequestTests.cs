using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Contract;

public sealed class BadRequestTests
{
    private const string Logout = "POST /api/v1/auth/logout";

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whatever_comes_is_answered_properly(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var world = await World.Create(host, "alpaca");
        var findings = new ConcurrentBag<string>();
        var statuses = new ConcurrentBag<HttpStatusCode>();
        var valuesOnly = provider != DatabaseProvider.Sqlite;
        var requests = (await Operation.ReadAll(host.Anonymous)).SelectMany(operation => BadRequests.Of(operation, world, valuesOnly)).ToList();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
        {
            var client = request.Operation.Name == Logout ? await world.As(Role.CompanyAdmin) : world.Company.Admin;
            try
            {
                var answer = await client.Send(request.Operation.Method, request.Path, request.Content(), request.Headers);
                statuses.Add(answer.Status);
                foreach (var finding in Judge(answer, request.Operation.IsApi && !(request.IsForKestrel && answer.Body.Length == 0)))
                {
                    findings.Add($"{request}: {finding}");
                }
            }
            catch (HttpRequestException broken)
            {
                findings.Add($"{request}: no answer, {broken.Message}");
            }
        });

        findings.Order(StringComparer.Ordinal).ShouldBeEmpty();

        // The requests did reach what they were meant for: they were refused for what they are, not at the door.
        statuses.Count(status => status == HttpStatusCode.BadRequest).ShouldBeGreaterThan(requests.Count / 3);
        statuses.Count(status => status == HttpStatusCode.Unauthorized).ShouldBeLessThan(requests.Count / 10);
    }

    [Theory]
    [InlineData(500, "application/problem+json", """{"title":"Internal Server Error","status":500,"code":"internal_error","traceId":"1"}""")]
    [InlineData(400, "text/html", "<h1>Bad Request</h1>")]
    [InlineData(400, "application/problem+json", """{"title":"Bad Request","status":400,"traceId":"1"}""")]
    [InlineData(400, "application/problem+json", """{"title":"Bad Request","status":400,"code":"validation_failed"}""")]
    [InlineData(400, "application/problem+json", """{"title":"Bad Request","status":409,"code":"validation_failed","traceId":"1"}""")]
    public void An_improper_answer_is_found(int status, string type, string body)
    {
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
        using var response = new HttpResponseMessage();

        Judge(new ApiAnswer((HttpStatusCode)status, body, response.Headers, content.Headers), isApi: true).ShouldNotBeEmpty();
    }

    private static IEnumerable<string> Judge(ApiAnswer answer, bool isApi)
    {
        // This host has no payment provider, and says so.
        if ((int)answer.Status >= 500 && !answer.Body.Contains("billing_not_configured", StringComparison.Ordinal))
        {
            yield return $"{(int)answer.Status} {answer.Body}";
        }

        if ((int)answer.Status < 400 || !isApi)
        {
            yield break;
        }

        if (answer.ContentHeaders.ContentType?.MediaType != "application/problem+json")
        {
            yield return $"{(int)answer.Status} {answer.ContentHeaders.ContentType} {answer.Body}";
            yield break;
        }

        if (Text("code") is null || Text("title") is null || Text("traceId") is null || answer.Json.GetProperty("status").GetInt32() != (int)answer.Status)
        {
            yield return $"{(int)answer.Status} without all that a problem needs: {answer.Body}";
        }

        string? Text(string name) =>
            answer.Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
    }
}
