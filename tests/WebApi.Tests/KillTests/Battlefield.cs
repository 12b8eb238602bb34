using System.Globalization;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Smtp;
using SecurityTraining.WebApi.Tests.Story;

namespace SecurityTraining.WebApi.Tests.KillTests;

/// <summary>A service that can be killed, a mail server that lives on, and a company whose people are <c>person1@example.com</c> and so on.</summary>
internal sealed class Battlefield : IAsyncDisposable
{
    /// <summary>To the mail server: as many mails are under way at most when the service is killed.</summary>
    public const int Connections = 8;

    /// <summary>For what is left when the last kill is over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TestDatabase _database;
    private readonly SmtpSink _sink;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("securitytraining-kill-");

    private Battlefield(TestDatabase database, SmtpSink sink, int people, int mailsPerSecond)
    {
        (_database, _sink) = (database, sink);
        People = Enumerable.Range(1, people).Select(number => $"person{number}@example.com").ToHashSet(StringComparer.Ordinal);
        Service = new ServiceProcess([.. Settings(mailsPerSecond), .. database.Settings]);
    }

    public ServiceProcess Service { get; }

    public Founder Founder { get; private set; } = null!;

    public IReadOnlySet<string> People { get; }

    /// <param name="mailsPerSecond">Slow enough for the kills to fall into the sending.</param>
    public static async Task<Battlefield> Open(DatabaseProvider provider, int people, int mailsPerSecond)
    {
        var field = new Battlefield(await TestDatabase.Create(provider), await SmtpSink.Start(), people, mailsPerSecond);
        try
        {
            await field.Service.Start();
            field.Founder = await Founder.Register(field.Service.Client, field._sink, "founder@office.example");
            var import = await field.Founder.Import(
                ["email,firstName,lastName", .. field.People.Select((email, number) => $"{email},First{number},Last{number}")]);
            import.GetProperty("created").GetInt32().ShouldBe(people);
            return field;
        }
        catch
        {
            await field.DisposeAsync();
            throw;
        }
    }

    /// <summary>What has been accepted for the company's people, in that order.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> Received() => [.. (await _sink.Mails()).Where(mail => People.Contains(mail.To))];

    public async Task KillAndRestart()
    {
        await Service.Kill();
        await Service.Start();
    }

    /// <param name="path">Of a simulation or a campaign.</param>
    public async Task<string> WaitForEnd(string path)
    {
        await Founder.SignIn();
        return await Eventually.Get(() => Status(path), status => status is "completed" or "cancelled", Patience);
    }

    public async Task<string> Status(string path) => (await Founder.Api.Get(path)).Successful().Json.GetProperty("status").GetString()!;

    public async ValueTask DisposeAsync()
    {
        Service.Dispose();
        await _sink.DisposeAsync();
        await _database.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private IEnumerable<KeyValuePair<string, string?>> Settings(int mailsPerSecond) =>
    [
        new("DataFolder", _data.FullName),
        new("PublicUrl", "http://training.test"),
        new("Mail:Smtp:Host", "127.0.0.1"),
        new("Mail:Smtp:Port", _sink.Port.ToString(CultureInfo.InvariantCulture)),
        new("Mail:Smtp:Security", "None"),
        new("Mail:Smtp:Connections", Connections.ToString(CultureInfo.InvariantCulture)),
        new("Mail:Smtp:MaxPerSecond", mailsPerSecond.ToString(CultureInfo.InvariantCulture)),
        new("Jobs:LeaseSeconds", "3"),
        new("Jobs:PollSeconds", "0.2"),
        new("RateLimits:PerCallerPerMinute", "0"),
    ];
}
