using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityTraining.Benchmarks;

/// <summary>A company that signs up, brings in people and sends a simulation, over the service's own API, with a stop-watch.</summary>
internal sealed partial class Story(Uri service, string mailbox) : IDisposable
{
    private const string Password = "nine lanterns over the harbour";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Often enough for a duration of many seconds, seldom enough not to be part of the load.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>So that a second import brings other people.</summary>
    private int _imported;

    private readonly HttpClient _http = new() { BaseAddress = service, Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Registers, reads the verification mail from the mailbox folder, signs in, claims example.com.</summary>
    /// <returns>The company's id.</returns>
    public async Task<string> SignUp(string email)
    {
        var registered = await Post("/api/v1/auth/register", new { companyName = "Load", firstName = "Lo", lastName = "Ad", email, password = Password });
        var token = await Eventually(() => Mails().Select(mail => VerifyLink().Match(mail)).LastOrDefault(match => match.Success)?.Groups["token"].Value);
        await Post("/api/v1/auth/verify-email", new { token });
        await SignIn(email);
        var domain = await Post("/api/v1/company/domains", new { name = "example.com" });
        await Post($"/api/v1/company/domains/{domain.GetProperty("id")}/verify", body: null);
        return registered.GetProperty("companyId").GetString()!;
    }

    public async Task SignIn(string email)
    {
        var signedIn = await Post("/api/v1/auth/login", new { email, password = Password });
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.GetProperty("accessToken").GetString());
    }

    /// <returns>From the upload's start to the import's end.</returns>
    public async Task<TimeSpan> Import(int people)
    {
        var csv = new StringBuilder("email,firstName,lastName,department,jobTitle,language\n");
        for (var number = _imported + 1; number <= _imported + people; number++)
        {
            csv.Append($"person{number}@example.com,First{number},Last{number},Department {number % 20},Clerk,{(number % 2 == 0 ? "de" : "en")}\n");
        }

        using var form = new MultipartFormDataContent { { new StringContent(csv.ToString(), Encoding.UTF8, "text/csv"), "file", "people.csv" } };
        var watch = Stopwatch.StartNew();
        using var accepted = await _http.PostAsync(new Uri("/api/v1/users/import", UriKind.Relative), form);
        accepted.EnsureSuccessStatusCode();
        var location = accepted.Headers.Location!;
        var import = await Eventually(async () => await Get(location.ToString()) is var state && state.GetProperty("status").GetString() is "completed" or "failed"
            ? state
            : (JsonElement?)null);
        if (import!.Value.GetProperty("created").GetInt32() != people)
        {
            throw new InvalidOperationException($"Not everybody was imported: {import}");
        }

        _imported += people;
        return watch.Elapsed;
    }

    /// <summary>Sends to everybody, and looks at the summary and the first page of results in turn until the last mail has gone.</summary>
    /// <param name="onSending">Called when the first mail has gone.</param>
    /// <returns>How long it took from the launch to the last delivery, and how long each look did.</returns>
    public async Task<(TimeSpan Elapsed, IReadOnlyList<TimeSpan> Looks)> Send(int people, Action onSending)
    {
        var templates = await Get("/api/v1/phishing/templates?library=true&category=invoice&pageSize=100");
        var simulation = await Post("/api/v1/phishing/simulations", new
        {
            name = "Load",
            templateIds = templates.GetProperty("items").EnumerateArray().Select(template => template.GetProperty("id")),
            recipients = new { all = true },
        });
        var path = $"/api/v1/phishing/simulations/{simulation.GetProperty("id")}";
        var looks = new List<TimeSpan>();
        var watch = Stopwatch.StartNew();
        await Post($"{path}/launch", body: null);
        await Eventually(async () => await Sent() > 0 ? "sending" : null);
        looks.Clear();
        onSending();
        await Eventually(async () => await Sent() >= people ? "sent" : null);
        return (watch.Elapsed, looks);

        async Task<int> Sent()
        {
            var summary = await Timed($"{path}/summary");
            await Timed($"{path}/results?pageSize=20");
            return summary.GetProperty("sent").GetInt32();
        }

        async Task<JsonElement> Timed(string what)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await Get(what);
            looks.Add(Stopwatch.GetElapsedTime(start));
            return answer;
        }
    }

    /// <summary>
    /// People as a directory brings them, one request each, and then plain reads of them by an administrator, over as many connections.
    /// </summary>
    /// <returns>Requests per second of each.</returns>
    public async Task<(double Provisioned, double Read)> Provision(int people, int connections)
    {
        var key = await Post("/api/v1/api-keys", new { name = "Directory", scopes = new[] { "scim" } });
        using var directory = new HttpClient { BaseAddress = service };
        directory.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.GetProperty("key").GetString());
        var ids = new ConcurrentBag<string>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = connections };
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, people, parallel, async (number, ct) =>
        {
            using var response = await directory.PostAsync(new Uri("/scim/v2/Users", UriKind.Relative), JsonContent.Create(Person(number)), ct);
            response.EnsureSuccessStatusCode();
            ids.Add((await response.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetString()!);
        });
        var provisioned = people / watch.Elapsed.TotalSeconds;
        watch.Restart();
        await Parallel.ForEachAsync(ids, parallel, async (id, ct) =>
        {
            using var response = await _http.GetAsync(new Uri($"/api/v1/users/{id}", UriKind.Relative), ct);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(ct);
        });
        return (provisioned, people / watch.Elapsed.TotalSeconds);
    }

    /// <returns>The path of every tracking link in the mailbox folder.</returns>
    public IEnumerable<string> LinkPaths() => Mails().Select(mail => TrackingLink().Match(mail)).Where(match => match.Success).Select(match => match.Value);

    public void Dispose() => _http.Dispose();

    private static Dictionary<string, object> Person(int number) => new(StringComparer.Ordinal)
    {
        ["schemas"] = new[] { "urn:ietf:params:scim:schemas:core:2.0:User" },
        ["userName"] = $"provisioned{number}@example.com",
        ["externalId"] = $"external-{number}",
        ["name"] = new { givenName = $"First{number}", familyName = $"Last{number}" },
        ["active"] = true,
        ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] = new { department = $"Department {number % 20}", employeeNumber = $"{number}" },
    };

    private static async Task<T> Eventually<T>(Func<Task<T?>> look)
    {
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < Patience)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(Look);
        }

        throw new TimeoutException("It did not happen in time.");
    }

    private static Task<string> Eventually(Func<string?> look) => Eventually(() => Task.FromResult(look()));

    /// <summary>Soft line breaks (RFC 2045, 6.7) undone, so that links are whole.</summary>
    private IEnumerable<string> Mails() => Directory.Exists(mailbox)
        ? Directory.EnumerateFiles(mailbox, "*.eml").Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file).Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal))
        : [];

    private async Task<JsonElement> Get(string path) => await _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.RelativeOrAbsolute));

    private async Task<JsonElement> Post(string path, object? body)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), body is null ? null : JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text)
            : throw new HttpRequestException($"{path}: {(int)response.StatusCode} {text}");
    }

    [GeneratedRegex("/verify-email\\?token=(?<token>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VerifyLink();

    [GeneratedRegex("/t/[A-Za-z0-9_-]{40,}(?=[\\s\"])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TrackingLink();
}
