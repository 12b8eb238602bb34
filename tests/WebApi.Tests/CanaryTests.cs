using System.IO.Compression;
using System.Net;
using System.Text;
using Npgsql;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Isolation;

namespace SecurityTraining.WebApi.Tests;

/// <summary>What people type into the form behind a lure is never seen by anything that remembers.</summary>
public sealed class CanaryTests
{
    private const string Canary = "Kanarienvogel-7531-hunter2";

    /// <summary>Of the landing page behind the lure that has been launched.</summary>
    private const int Stages = 2;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_password_typed_into_a_lure_is_found_nowhere(DatabaseProvider provider)
    {
        await using var redis = await RedisMonitor.Start();
        using var spans = new TraceCapture();
        var started = TimeProvider.System.GetUtcNow();
        await using var host = await ApiHost.Start(provider, settings: Watched(), logsEverything: true);
        var world = await World.Create(host, "alpaca");
        var token = world.TrackingToken;
        for (var stage = 1; stage <= Stages; stage++)
        {
            var next = "";
            foreach (var (what, content) in Submissions())
            {
                var answer = await host.Anonymous.Send(HttpMethod.Post, $"/t/{token}", content, [.. World.Browser]);

                (what, answer.Status).ShouldBe((what, HttpStatusCode.OK));
                answer.Body.ShouldNotContain(Canary);
                next = answer.Body.Contains("action=\"", StringComparison.Ordinal) ? answer.Body.Split("action=\"")[1].Split('"')[0].Split("/t/")[1] : "";
            }

            (stage, next.Length > 0).ShouldBe((stage, stage < Stages));
            token = next;
        }

        var submitted = await Eventually.Get(
            () => world.Company.Admin.Get($"/api/v1/phishing/simulations/{world.Ids["launched"]}/summary"),
            summary => summary.Successful().Json.GetProperty("submitted").GetInt32() == 1);
        submitted.Json.GetProperty("clicked").GetInt32().ShouldBe(1);
        var timeline = await Eventually.Get(
            () => world.Company.Admin.Get($"/api/v1/phishing/simulations/{world.Ids["launched"]}/timeline?limit=200"),
            page => Submitted(page) == Stages * Submissions().Count());
        Submitted(timeline).ShouldBe(Stages * Submissions().Count());
        timeline.Json.GetProperty("items").EnumerateArray().Count(line => line.GetProperty("stage").ToString() == "2").ShouldBe(Submissions().Count());
        var exports = await Exports(world);
        var log = string.Join('\n', host.Log);
        log.ShouldContain("/t/{token}", customMessage: "The log is captured, so that its silence means something.");
        var database = await Snapshot.Everything(host);
        database.ShouldContain("person@alpaca.example.com", customMessage: "The database is read.");
        foreach (var trace in Traces())
        {
            log.ShouldNotContain(trace);
            database.ShouldNotContain(trace);
            exports.ShouldNotContain(trace);
            redis.Text.ShouldNotContain(trace);
            spans.Text.ShouldNotContain(trace);
            (await IsInWriteAheadLog(host, trace, started)).ShouldBeFalse();
            (await FilesWith(host.DataFolder, trace)).ShouldBeEmpty();
        }

        (await FilesWith(host.DataFolder, "person@alpaca.example.com")).ShouldNotBeEmpty("The files are read.");
        (await IsInWriteAheadLog(host, "person@alpaca.example.com", started)).ShouldBe(provider == DatabaseProvider.Postgres, "The log before the tables is read.");
        redis.Text.ShouldContain("ZADD", customMessage: "Redis is watched.");
        spans.Text.ShouldContain("/t/{token}", customMessage: "The spans are read.");
    }

    /// <summary>With everything that remembers switched on.</summary>
    private static Dictionary<string, string?> Watched() => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings:Redis"] = TestRedis.Address,
        ["Throttling:PerAddressPerMinute"] = "10000",
        ["RateLimits:TrackingPerMinute"] = "10000",
        ["OpenTelemetry:OtlpEndpoint"] = "http://127.0.0.1:9",
        ["OpenTelemetry:SamplingRatio"] = "1",
    };

    private static async Task<string> Exports(World world)
    {
        string[] paths =
        [
            $"/api/v1/phishing/simulations/{world.Ids["launched"]}/export",
            $"/api/v1/phishing/simulations/{world.Ids["launched"]}/results?pageSize=100",
            "/api/v1/users/export",
            "/api/v1/audit-log/export",
        ];
        var bodies = new List<string>();
        foreach (var path in paths)
        {
            bodies.Add((await world.Company.Admin.Get(path)).Successful().Body);
        }

        return string.Join('\n', bodies);
    }

    /// <summary>PostgreSQL's; that of SQLite is a file beside the database.</summary>
    private static async Task<bool> IsInWriteAheadLog(ApiHost host, string text, DateTimeOffset since)
    {
        if (host.Database.Provider == DatabaseProvider.Sqlite)
        {
            return false;
        }

        await using var connection = new NpgsqlConnection(host.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT coalesce(bool_or(position(convert_to($1, 'UTF8') IN pg_read_binary_file('pg_wal/' || name, 0, size, true)) > 0), false) FROM pg_ls_waldir() WHERE modification >= $2",
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since.AddSeconds(-1) });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static IEnumerable<(string What, HttpContent Content)> Submissions()
    {
        yield return ("urlencoded", new FormUrlEncodedContent([new("user", "pat"), new("password", Canary)]));
        yield return ("multipart", new MultipartFormDataContent { { new StringContent(Canary), "password" } });
        yield return ("file", new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Canary)), "password", $"{Canary}.txt" } });
        yield return ("json", new StringContent($"{{\"password\":\"{Canary}\"}}", Encoding.UTF8, "application/json"));
        yield return ("text", new StringContent(Canary, Encoding.UTF8, "text/plain"));
        yield return ("utf-16", new StringContent($"password={Canary}", Encoding.Unicode, "application/x-www-form-urlencoded"));
        yield return ("latin-1", new StringContent($"password={Canary}", Encoding.Latin1, "text/plain"));
        yield return ("unknown type", Raw("nonsense", Encoding.UTF8.GetBytes(Canary)));
        yield return ("no boundary", Raw("multipart/form-data", Encoding.UTF8.GetBytes(Canary)));
        yield return ("unknown charset", Raw("text/plain; charset=nonsense", Encoding.UTF8.GetBytes(Canary)));
        yield return ("base64", Raw("application/octet-stream", Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)))));
        var zipped = Raw("application/x-www-form-urlencoded", Zip($"password={Canary}"));
        zipped.Headers.ContentEncoding.Add("gzip");
        yield return ("gzip", zipped);
        yield return ("nothing", new ByteArrayContent([]));
    }

    private static IEnumerable<string> Traces() =>
        [Canary, Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)), Convert.ToHexString(Encoding.UTF8.GetBytes(Canary)), "hunter2"];

    private static int Submitted(ApiAnswer timeline) =>
        timeline.Successful().Json.GetProperty("items").EnumerateArray().Count(line => line.GetProperty("kind").GetString() == "submitted");

    private static async Task<IReadOnlyList<string>> FilesWith(string folder, string text)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            var content = bytes.ToArray().AsMemory();
            if (content.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.Span.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0)
            {
                found.Add(file);
            }
        }

        return found;
    }

    private static ByteArrayContent Raw(string type, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static byte[] Zip(string text)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }
}
