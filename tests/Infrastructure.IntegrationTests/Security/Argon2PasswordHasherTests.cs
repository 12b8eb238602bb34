using System.Diagnostics;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

public sealed class Argon2PasswordHasherTests
{
    private const string Password = "correct wombat fiddles";

    private readonly Argon2PasswordHasher _hasher = new();

    [Fact]
    public async Task Writes_a_PHC_string_that_fits_its_column()
    {
        var hash = await _hasher.Hash(Password, CancellationToken.None);

        hash.ShouldMatch(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$");
        hash.Length.ShouldBeLessThanOrEqualTo(200);
        (await _hasher.Hash(Password, CancellationToken.None)).ShouldNotBe(hash);
    }

    [Fact]
    public async Task Knows_the_password_again_and_no_other()
    {
        var hash = await _hasher.Hash(Password, CancellationToken.None);

        (await _hasher.Verify(Password, hash, CancellationToken.None)).ShouldBeTrue();
        (await _hasher.Verify(Password + " ", hash, CancellationToken.None)).ShouldBeFalse();
        (await _hasher.Verify("", hash, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Cuts_nothing_off()
    {
        var longest = new string('ü', 255) + "1";
        var hash = await _hasher.Hash(longest, CancellationToken.None);

        (await _hasher.Verify(longest, hash, CancellationToken.None)).ShouldBeTrue();
        (await _hasher.Verify(longest[..^1] + "2", hash, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Letters_composed_in_two_ways_are_one_password()
    {
        var hash = await _hasher.Hash("Gru\u0308ne Wiesen am Bach", CancellationToken.None);

        (await _hasher.Verify("Gr\u00fcne Wiesen am Bach", hash, CancellationToken.None)).ShouldBeTrue();
    }

    /// <summary>Computed by Bouncy Castle, with a cost that is not ours.</summary>
    [Fact]
    public async Task Reads_what_other_implementations_have_written()
    {
        var salt = "securitytraining"u8.ToArray();
        var other = new Argon2BytesGenerator();
        other.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
            .WithVersion(Argon2Parameters.Version13).WithMemoryAsKB(8192).WithIterations(3).WithParallelism(1).WithSalt(salt).Build());
        var hash = new byte[32];
        other.GenerateBytes("correct horse"u8.ToArray(), hash);
        var phc = $"$argon2id$v=19$m=8192,t=3,p=1${Convert.ToBase64String(salt).TrimEnd('=')}${Convert.ToBase64String(hash).TrimEnd('=')}";

        (await _hasher.Verify("correct horse", phc, CancellationToken.None)).ShouldBeTrue();
        (await _hasher.Verify("correct house", phc, CancellationToken.None)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=99999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA")]
    public async Task What_is_no_hash_matches_nothing(string hash) =>
        (await _hasher.Verify(Password, hash, CancellationToken.None)).ShouldBeFalse();

    [Fact]
    public async Task Nobody_takes_as_long_as_somebody()
    {
        var hash = await _hasher.Hash(Password, CancellationToken.None);

        // What else the machine does can spoil a round, but no number of rounds makes different work take the same time.
        var ratios = new List<double>();
        while (ratios.Count < 6 && !ratios.Exists(ratio => ratio is > 0.75 and < 1.33))
        {
            var (somebody, nobody) = (new List<double>(), new List<double>());
            for (var i = 0; i < 10; i++)
            {
                somebody.Add(await Time(hash));
                nobody.Add(await Time(hash: null));
            }

            ratios.Add(nobody.Min() / somebody.Min());
        }

        ratios.ShouldContain(ratio => ratio > 0.75 && ratio < 1.33, string.Join(", ", ratios));
    }

    [Fact]
    public async Task Turns_away_whom_it_has_no_room_for_and_recovers()
    {
        using var hasher = new Argon2PasswordHasher(concurrency: 1, maxWaiting: 2);

        var all = Enumerable.Range(0, 10).Select(_ => hasher.Hash(Password, CancellationToken.None)).ToList();
        await Task.WhenAll(all).ContinueWith(_ => { }, TaskScheduler.Default);

        all.Count(task => task.IsCompletedSuccessfully).ShouldBe(3);
        all.Where(task => task.IsFaulted).ShouldAllBe(task => task.Exception!.InnerException is PasswordHashingBusyException);
        (await hasher.Hash(Password, CancellationToken.None)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Who_stops_waiting_gives_their_place_back()
    {
        using var hasher = new Argon2PasswordHasher(concurrency: 1, maxWaiting: 1);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<OperationCanceledException>(hasher.Hash(Password, cancelled.Token));
        }

        (await Task.WhenAll(hasher.Hash(Password, CancellationToken.None), hasher.Hash(Password, CancellationToken.None))).Length.ShouldBe(2);
    }

    private async Task<double> Time(string? hash)
    {
        var started = Stopwatch.GetTimestamp();
        await _hasher.Verify("something else", hash, CancellationToken.None);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
