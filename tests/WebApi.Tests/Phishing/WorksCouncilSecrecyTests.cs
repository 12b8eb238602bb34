using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Phishing;

/// <summary>
/// Xena and Yuri have everything in common, but that Xena clicks, gives her password away and reports. An administrator reads all that there is
/// to read: before and after she did so it has to be the same, and at any time it must tell nothing of the one that it does not tell of the other.
/// </summary>
public sealed partial class WorksCouncilSecrecyTests
{
    private const int Others = 7;

    [Fact]
    public async Task In_works_council_mode_no_answer_and_no_two_answers_tell_what_one_person_did()
    {
        await using var office = await Office.Open(new { smallestGroup = 3, collectDays = 1, unmaskDays = 1 });
        var (before, after) = await office.Play();

        before.Count.ShouldBeGreaterThan(200, "addresses that were asked");
        Differences(before, after).ShouldBeEmpty();
        office.Asymmetries(after).ShouldBeEmpty();

        // Hours later, when scores, rules and partners would have followed.
        await office.Pass(TimeSpan.FromHours(2));
        office.Asymmetries(await office.Read()).ShouldBeEmpty();

        await office.PassUntil("resultsClosedAt");
        var closed = await office.Read();
        var results = closed.Single(answer => answer.Key.EndsWith("/works-council?", StringComparison.Ordinal)).Value;
        results.ShouldContain("\"clicked\":10", Case.Sensitive, "figures are shown");
        closed.Single(answer => answer.Key.Contains("/pseudonymous-results", StringComparison.Ordinal)).Value.ShouldContain("\"totalItems\":10");
        office.Asymmetries(closed).ShouldBeEmpty();

        await office.PassUntil("pseudonymKeyDestroyedAt");
        office.Asymmetries(await office.Read()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_it_both_are_told()
    {
        await using var office = await Office.Open(worksCouncil: null);
        var (before, after) = await office.Play();

        Differences(before, after).Count().ShouldBeGreaterThan(10);
        await office.Pass(TimeSpan.FromHours(2));
        office.Asymmetries(await office.Read()).Count().ShouldBeGreaterThan(10);
    }

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Where(answer => !IsAboutReading(answer.Key) && after[answer.Key] != answer.Value).Select(answer => $"{answer.Key}\n  {answer.Value}\n  {after[answer.Key]}");

    /// <summary>That somebody reads exports is written down, too.</summary>
    private static bool IsAboutReading(string address) => address.StartsWith("/api/v1/audit-log", StringComparison.Ordinal);

    private sealed record Person(string Id, string Email, string Name, string Token)
    {
        public string Recipient { get; init; } = "";
    }

    /// <summary>Stands still unless it is moved: what two answers differ in is not the time.</summary>
    private sealed class StandingClock : TimeProvider
    {
        private DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        public void Move(TimeSpan time) => _now += time;
    }

    private sealed partial class Office(ApiHost host, CompanyClient company, StandingClock clock) : IAsyncDisposable
    {
        private readonly List<Person> _people = [];
        private readonly Dictionary<string, IReadOnlyList<string>> _ids = new(StringComparer.Ordinal);
        private IReadOnlyList<Operation> _operations = [];
        private string _simulation = "";

        private Person Xena => _people[0];

        private Person Yuri => _people[1];

        public static async Task<Office> Open(object? worksCouncil)
        {
            var clock = new StandingClock();
            var host = await ApiHost.Start(DatabaseProvider.Sqlite, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
            var office = new Office(host, await host.RegisterCompany("council"), clock) { _operations = await Operation.ReadAll(host.Anonymous) };
            await office.Furnish(worksCouncil);
            return office;
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();

        /// <summary>The others have done what they do; then Xena does all of it.</summary>
        public async Task<(IReadOnlyDictionary<string, string> Before, IReadOnlyDictionary<string, string> After)> Play()
        {
            foreach (var name in (string[])["Sales1", "Sales2", "Sales3", "Sales4", "Support1", "Support2", "Support3", "Support4", "Support5"])
            {
                await Click(_people.Single(person => person.Name == name));
            }

            // Rules and scores have followed before anything is compared.
            await Pass(TimeSpan.FromMinutes(30));
            var reader = await Reader();
            using var all = new EveryAnswer(host, reader, _operations, _ids);
            var before = await all.Read();
            (await all.Read()).Where(answer => !IsAboutReading(answer.Key) && before[answer.Key] != answer.Value).Select(answer => answer.Key)
                .ShouldBeEmpty("what differs by itself would prove nothing");
            await Click(Xena);
            (await host.Anonymous.Post($"/t/{Xena.Token}", null, [.. World.Browser])).Successful();
            (await reader.Post("/api/v1/phishing/reports", new { token = Xena.Token, reporter = Xena.Email })).Successful();
            return (before, await all.Read());
        }

        public async Task<IReadOnlyDictionary<string, string>> Read()
        {
            using var all = new EveryAnswer(host, await Reader(), _operations, _ids);
            return await all.Read();
        }

        /// <summary>What is not the same once the two have changed places.</summary>
        public IEnumerable<string> Asymmetries(IReadOnlyDictionary<string, string> answers)
        {
            foreach (var (address, answer) in answers)
            {
                var (mirrored, seen) = (Mirror(address), Essence(Mirror(answer)));
                if (!IsAboutReading(address) && Essence(answers[mirrored]) != seen)
                {
                    yield return $"{address} and {mirrored}\n  {seen}\n  {Essence(answers[mirrored])}";
                }
                else if (IsAboutReading(address) && Count(answer, Xena) != Count(answers[mirrored], Yuri))
                {
                    yield return $"{address} names one more often than the other";
                }
            }
        }

        public async Task Pass(TimeSpan time)
        {
            for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(5))
            {
                clock.Move(TimeSpan.FromMinutes(5));
                await Task.Delay(100, CancellationToken.None);
            }
        }

        /// <summary>Until the end of a simulation has got so far.</summary>
        public async Task PassUntil(string moment)
        {
            clock.Move(TimeSpan.FromDays(1));
            await Eventually.Get(
                async () =>
                {
                    clock.Move(TimeSpan.FromMinutes(1.1));
                    return (await (await Reader()).Get($"/api/v1/phishing/simulations/{_simulation}/works-council")).Successful().Json;
                },
                report => report.TryGetProperty(moment, out var at) && at.ValueKind == JsonValueKind.String,
                TimeSpan.FromMinutes(2));
        }

        private async Task Furnish(object? worksCouncil)
        {
            foreach (var department in (string[])["Sales", "Support"])
            {
                var id = await Make("/api/v1/departments", new { name = department });
                _ids["department"] = [.. _ids.GetValueOrDefault("department") ?? [], id];
                string[] names = department == "Sales" ? ["Xena", "Yuri"] : ["Zoe", "Zack"];
                foreach (var name in names.Concat(Enumerable.Range(1, Others).Select(number => $"{department}{number}")))
                {
                    var email = $"{name.ToLowerInvariant()}@council.example.com";
                    var person = await Make("/api/v1/users", new { email, firstName = name, lastName = "Muster", departmentId = id, language = "en" });
                    _people.Add(new Person(person, email, name, ""));
                }
            }

            var group = await Make("/api/v1/groups", new { name = "Clickers" });
            _ids["group"] = [group];
            await Make("/api/v1/automation/rules", new
            {
                name = "Clickers are noted",
                trigger = new { kind = "clicked" },
                actions = new object[] { new { kind = "addToGroup", groupId = group } },
            });
            _ids["webhookEndpoint"] = [await Make("/api/v1/webhook-endpoints", new
            {
                url = "https://partner.invalid/", events = new[] { "recipient.clicked", "recipient.submitted", "recipient.reported" },
            })];
            _ids["template"] = [await Make("/api/v1/phishing/templates", World.Template("council"))];
            await Launch(worksCouncil);
        }

        private async Task Launch(object? worksCouncil)
        {
            _simulation = await Make("/api/v1/phishing/simulations", new
            {
                name = "Council",
                templateIds = _ids["template"],
                recipients = new { userIds = _people.Select(person => person.Id), departmentIds = Array.Empty<string>() },
                worksCouncil,
            });
            (await company.Admin.Post($"/api/v1/phishing/simulations/{_simulation}/launch")).Successful();
            for (var number = 0; number < _people.Count; number++)
            {
                _people[number] = _people[number] with { Token = await host.Mailbox.TokenFor(_people[number].Email, "/t/") };
            }

            // All at the same moment.
            await Eventually.Get(
                () => company.Admin.Get($"/api/v1/phishing/simulations/{_simulation}/results?delivery=sent"),
                page => page.Successful().Json.GetProperty("totalItems").GetInt32() == _people.Count);
            await Eventually.Get(
                async () =>
                {
                    clock.Move(TimeSpan.FromSeconds(1));
                    return (await company.Admin.Get($"/api/v1/phishing/simulations/{_simulation}")).Json.GetProperty("status").GetString();
                },
                status => status == "completed");
            var rows = (await company.Admin.Get($"/api/v1/phishing/simulations/{_simulation}/results?pageSize=100")).Successful().Json.GetProperty("items");
            for (var number = 0; number < 2; number++)
            {
                var row = rows.EnumerateArray().Single(item => item.GetProperty("userId").GetString() == _people[number].Id);
                _people[number] = _people[number] with { Recipient = row.GetProperty("id").GetString()! };
            }

            _ids["user"] = _ids["userId"] = [Xena.Id, Yuri.Id];
            _ids["recipient"] = [Xena.Recipient, Yuri.Recipient];
            _ids["simulation"] = _ids["council"] = [_simulation];
            _ids["admin"] = [Xena.Id, Yuri.Id];
        }

        private async Task Click(Person person) => (await host.Anonymous.Get($"/t/{person.Token}", [.. World.Browser])).Successful();

        private async Task<ApiClient> Reader() => (await host.SignInWithoutPassword(company.Id, company.AdminId)).Client;

        private async Task<string> Make(string path, object body) => (await company.Admin.Post(path, body)).Successful().Id.ToString();

        private string Mirror(string text)
        {
            foreach (var (one, other) in new[] { (Xena.Id, Yuri.Id), (Xena.Recipient, Yuri.Recipient), ("Xena", "Yuri"), ("xena", "yuri") })
            {
                text = text.Replace(one, "\u0001", StringComparison.Ordinal).Replace(other, one, StringComparison.Ordinal).Replace("\u0001", other, StringComparison.Ordinal);
            }

            return text;
        }

        /// <summary>Without what each row has of its own anyway, and without order: that the two are sorted by their names tells nothing.</summary>
        private string Essence(string answer)
        {
            var kept = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Xena.Id, Yuri.Id, Xena.Recipient, Yuri.Recipient };
            var text = AnyId().Replace(BodyHash().Replace(answer, "$1"), id => kept.Contains(id.Value) ? id.Value : "…");
            return string.Join('\n', text.Split(EveryAnswer.Separator).Select(Unordered).Order(StringComparer.Ordinal));
        }

        private static string Unordered(string part)
        {
            try
            {
                var start = part.IndexOfAny(['{', '[']);
                return start < 0 ? Lines() : part[..start] + Unordered(JsonNode.Parse(part[start..]));
            }
            catch (JsonException)
            {
                return Lines();
            }

            string Lines() => string.Join('\n', part.Split('\n').Order(StringComparer.Ordinal));
        }

        private static string Unordered(JsonNode? node) => node switch
        {
            JsonObject thing => $"{{{string.Join(',', thing.Select(member => $"{member.Key}:{Unordered(member.Value)}"))}}}",
            JsonArray list => $"[{string.Join(',', list.Select(Unordered).Order(StringComparer.Ordinal))}]",
            _ => $"{node}",
        };

        private static int Count(string text, Person person) => Regex.Count(text, $"{person.Id}|{person.Recipient}");

        [GeneratedRegex("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", RegexOptions.ExplicitCapture)]
        private static partial Regex AnyId();

        /// <summary>An entity tag is the version and a hash of the body, names and all.</summary>
        [GeneratedRegex("(\"\\d+)-[0-9a-f]{16}(?=\")")]
        private static partial Regex BodyHash();
    }
}
