using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Authentication;

namespace SecurityTraining.WebApi.Tests.Identity;

/// <summary>
/// Whether an address is known shows neither in an answer nor in the time that it takes. Each question is asked about another known address,
/// so that it is answered with all the work there is; the questions about unknown ones come in between, so that whatever slows the
/// machine down slows both.
/// </summary>
public sealed partial class EnumerationTests(ITestOutputHelper output)
{
    private const string Password = "correct wombat fiddles";
    private const double PromisedMilliseconds = 5;

    /// <summary>Of as many coin tosses all fall on one side in one of two hundred thousand tries.</summary>
    private const int InSuite = 18;

    private static readonly int Samples = ProofSize.Of(InSuite, full: 500);

    [Fact]
    public async Task Known_and_unknown_addresses_are_answered_alike_and_in_the_same_time()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var companyId = (await host.RegisterCompany("alpaca")).Id;
        await AddPeople(host, companyId);
        var tokens = host.Services.GetRequiredService<IOpaqueTokens>();

        // Each route with what it is asked; all at once, which is also how a service is used.
        var findings = await Task.WhenAll(
            Compare(host, "login", email => new { email, password = "some wrong password" }),
            Compare(host, "register", email => new { companyName = "Sample", firstName = "Sam", lastName = "Ple", email, password = Password }),
            Compare(host, "forgot-password", email => new { email }),
            Compare(host, "resend-verification", email => new { email }, known: "unproven"),
            Compare(host, "verify-email", email => new
            {
                token = tokens.Create(email.StartsWith("nobody", StringComparison.Ordinal) ? Guid.CreateVersion7() : companyId).Value,
            }));

        findings.OfType<string>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(40, 160)]
    [InlineData(199, 1)]
    [InlineData(203, 197)]
    [InlineData(950, 50)]
    public void An_answer_waits_for_the_next_full_step_also_when_it_was_late(int elapsed, int rest) =>
        EvenTiming.RestOfStep(TimeSpan.FromMilliseconds(elapsed)).ShouldBe(TimeSpan.FromMilliseconds(rest));

    /// <returns>What tells the addresses apart; null if nothing does.</returns>
    private async Task<string?> Compare(ApiHost host, string route, Func<string, object> body, string known = "person")
    {
        var essences = new HashSet<string>(StringComparer.Ordinal);
        var (knownTimes, unknownTimes) = (new List<double>(), new List<double>());
        for (var sample = 0; sample < Samples; sample++)
        {
            string[] pair = [$"{known}{sample}@alpaca.example.com", $"nobody{sample}.{route}@nowhere.example"];
            foreach (var email in sample % 2 == 0 ? pair : pair.Reverse())
            {
                var started = Stopwatch.GetTimestamp();
                var answer = await host.Anonymous.Post($"/api/v1/auth/{route}", body(email));
                (email == pair[0] ? knownTimes : unknownTimes).Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                essences.Add(Essence(answer));
            }
        }

        var (ofKnown, ofUnknown) = (Median(knownTimes), Median(unknownTimes));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{route}: 2 × {Samples}, medians {ofKnown:F1} ms known, {ofUnknown:F1} ms unknown; {essences.Count} kind(s) of answer: {essences.First()}"));
        if (essences.Count > 1)
        {
            return $"{route}: {string.Join("\n  ", essences.Take(3))}";
        }

        return Shows(knownTimes, unknownTimes) ? $"{route}: {ofKnown} ms for known addresses, {ofUnknown} ms for unknown ones" : null;
    }

    /// <summary>
    /// In full the promise itself. In the suite, on a machine that does other things too, few samples have no reliable median; but where one
    /// kind of address takes longer, it does so in every pair.
    /// </summary>
    private static bool Shows(List<double> known, List<double> unknown)
    {
        if (ProofSize.IsFull)
        {
            return Math.Abs(Median(known) - Median(unknown)) > PromisedMilliseconds;
        }

        var differences = known.Zip(unknown, (one, other) => one - other).ToList();
        return differences.TrueForAll(difference => difference > PromisedMilliseconds)
            || differences.TrueForAll(difference => difference < -PromisedMilliseconds);
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>Everything but what differs between any two answers: ids and dates.</summary>
    private static string Essence(ApiAnswer answer)
    {
        var headers = answer.Headers.Concat(answer.ContentHeaders)
            .Where(header => header.Key.ToUpperInvariant() is not ("DATE" or "X-REQUEST-ID"))
            .Select(header => $"{header.Key}={string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
        return $"{(int)answer.Status} {Passing().Replace(answer.Body, "…")} {string.Join(' ', headers)}";
    }

    /// <summary>Some who have proven their address and some who have not, each with the same password.</summary>
    private static async Task AddPeople(ApiHost host, Guid companyId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var routes = scope.ServiceProvider.GetRequiredService<ISignInRoutes>();
        var hash = await scope.ServiceProvider.GetRequiredService<IPasswordHasher>().Hash(Password, CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (name, isProven) in Enumerable.Range(0, Samples).SelectMany(number => new[] { ($"person{number}", true), ($"unproven{number}", false) }))
        {
            var email = EmailAddress.Parse($"{name}@alpaca.example.com").Value;
            var user = User.Create(companyId, email, new PersonName("Pat", "Alpaca"), Role.Employee, now);
            user.SetPasswordHash(hash);
            if (isProven)
            {
                user.VerifyEmail(now);
            }

            db.Add(user);
            routes.Add(email.Value, new SignInRoute(companyId, user.Id, isProven ? null : now.AddDays(1)));
        }

        await db.SaveChangesAsync();
    }

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|""traceId"":""[^""]*""", RegexOptions.ExplicitCapture)]
    private static partial Regex Passing();
}
