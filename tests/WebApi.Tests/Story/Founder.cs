using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.WebApi.Tests.Story;

/// <summary>Somebody who registers a company with nothing but the API and their mailbox, and then works as its administrator.</summary>
internal sealed partial class Founder
{
    private const string Password = "nine lanterns over the harbour";

    private readonly Func<string?, ApiClient> _client;
    private readonly string _email;
    private ApiClient _signedIn;

    private Founder(Func<string?, ApiClient> client, string email)
    {
        _client = client;
        _email = email;
        _signedIn = client(null);
    }

    public ApiClient Api => _signedIn;

    /// <param name="client">Makes a client with an access token, or without one.</param>
    public static async Task<Founder> Register(Func<string?, ApiClient> client, SmtpSink sink, string email)
    {
        var founder = new Founder(client, email);
        var anonymous = client(null);
        var registered = await anonymous.Post(
            "/api/v1/auth/register", new { companyName = "Nordwind GmbH", firstName = "Änne", lastName = "Gründer", email, password = Password });
        registered.Status.ShouldBe(HttpStatusCode.Created);
        (await founder.TrySignIn()).Code.ShouldBe("login_failed");

        var mail = await Eventually.Get(
            async () => (await sink.Mails()).FirstOrDefault(received => received.To == email), received => received is not null);
        var token = VerifyLink().Match(mail!.Message.TextBody!).Groups["token"].Value;
        (await anonymous.Post("/api/v1/auth/verify-email", new { token })).Status.ShouldBe(HttpStatusCode.NoContent);
        await founder.SignIn();
        return founder;
    }

    public async Task SignIn() =>
        _signedIn = _client((await TrySignIn()).Successful().Json.GetProperty("accessToken").GetString());

    /// <summary>Brings in people by a CSV file and waits until they are there.</summary>
    public async Task<JsonElement> Import(IEnumerable<string> lines)
    {
        var accepted = await Api.Upload("/api/v1/users/import", "people.csv", string.Join('\n', lines));
        accepted.Status.ShouldBe(HttpStatusCode.Accepted);
        var location = accepted.Header("Location")!;
        var import = await Eventually.Get(
            async () => (await Api.Get(location)).Successful().Json,
            state => state.GetProperty("status").GetString() is "completed" or "failed",
            TimeSpan.FromMinutes(2));
        import.GetProperty("status").GetString().ShouldBe("completed", import.ToString());
        return import;
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> All(string path)
    {
        var items = new List<JsonElement>();
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (var (page, pages) = (1, 1); page <= pages; page++)
        {
            var answer = (await Api.Get(string.Create(CultureInfo.InvariantCulture, $"{path}{separator}page={page}&pageSize=100"))).Successful().Json;
            pages = answer.GetProperty("totalPages").GetInt32();
            items.AddRange(answer.GetProperty("items").EnumerateArray());
        }

        return items;
    }

    /// <summary>All items of an event-like list, cursor by cursor.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllByCursor(string path, int limit)
    {
        var items = new List<JsonElement>();
        string? cursor = "";
        while (cursor is not null)
        {
            var query = new StringBuilder(path).Append(CultureInfo.InvariantCulture, $"?limit={limit}");
            if (cursor.Length > 0)
            {
                query.Append("&cursor=").Append(cursor);
            }

            var answer = (await Api.Get(query.ToString())).Successful().Json;
            items.AddRange(answer.GetProperty("items").EnumerateArray());
            cursor = answer.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }

        return items;
    }

    private Task<ApiAnswer> TrySignIn() => _client(null).Post("/api/v1/auth/login", new { email = _email, password = Password });

    [GeneratedRegex(@"/verify-email\?token=(?<token>[\w-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex VerifyLink();
}
