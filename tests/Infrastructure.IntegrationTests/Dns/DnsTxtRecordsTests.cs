using Microsoft.Extensions.Logging.Abstractions;
using SecurityTraining.Infrastructure.Dns;

namespace SecurityTraining.Infrastructure.IntegrationTests.Dns;

public sealed class DnsTxtRecordsTests
{
    private const string Name = "_securitytraining.example.com";

    [Fact]
    public async Task All_texts_at_a_name_are_found_each_as_a_whole()
    {
        await using var server = new TxtServer([["v=spf1 -all"], ["st-verify=", "0123456789"]]);

        (await Find(server.Address)).ShouldBe(["v=spf1 -all", "st-verify=0123456789"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_is_fetched_by_tcp()
    {
        await using var server = new TxtServer([.. Enumerable.Range(0, 60).Select(number => new[] { $"text {number} {new string('x', 200)}" })]);

        (await Find(server.Address)).Count.ShouldBe(60);
        server.TcpQuestions.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_has_none()
    {
        await using var server = new TxtServer([]) { ResponseCode = 3 };

        (await Find(server.Address)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_who_answers_is_as_good_as_none()
    {
        await using var server = new TxtServer([["x"]]) { IsSilent = true };
        var started = TimeProvider.System.GetTimestamp();

        (await Find(server.Address)).ShouldBeEmpty();
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_answer_to_another_question_is_none()
    {
        await using var server = new TxtServer([["x"]]) { IsMisaddressed = true };

        (await Find(server.Address)).ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<string>> Find(string server) =>
        new DnsTxtRecords(new DnsOptions { Servers = [server], TimeoutSeconds = 0.3 }, NullLogger<DnsTxtRecords>.Instance)
            .Find(Name, CancellationToken.None);
}
