using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

public sealed class KeyFilesTests : IDisposable
{
    private readonly KeysFixture _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Instances_that_start_together_agree_on_the_keys()
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            (_keys.SigningKeys().Current.Key.KeyId, Master: Convert.ToHexString(_keys.MasterKey().Derive("test"))))));

        instances.Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(_keys.Path, "signing-*.pem").ShouldHaveSingleItem();
    }

    [Fact]
    public void Nobody_but_the_owner_may_read_them()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _ = (_keys.SigningKeys(), _keys.MasterKey());

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(_keys.Path).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(_keys.Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.GetUnixFileMode(file).ShouldBe(OwnerOnly, file);
        }
    }

    [Fact]
    public void A_restart_finds_what_was_there()
    {
        var before = (_keys.SigningKeys().Current.Key.KeyId, Convert.ToHexString(_keys.MasterKey().Derive("test")));

        (_keys.SigningKeys().Current.Key.KeyId, Convert.ToHexString(_keys.MasterKey().Derive("test"))).ShouldBe(before);
    }

    [Fact]
    public void A_new_signing_key_follows_after_three_months_and_the_old_one_keeps_verifying()
    {
        var keys = _keys.SigningKeys();
        var old = keys.Current.Key.KeyId;

        _keys.Clock.Advance(SigningKeys.Lifetime);

        keys.Current.Key.KeyId.ShouldNotBe(old);
        keys.Find(old).ShouldNotBeNull();
        keys.Published.Keys.Select(key => key.Kid).ShouldBe([old, keys.Current.Key.KeyId]);
    }

    [Fact]
    public void A_key_that_another_instance_has_made_is_found()
    {
        var here = _keys.SigningKeys();
        _keys.Clock.Advance(SigningKeys.Lifetime);
        var there = _keys.SigningKeys();

        here.Find(there.Current.Key.KeyId).ShouldNotBeNull();
        here.Find("of nobody").ShouldBeNull();
        here.Find(kid: null).ShouldBeNull();
    }

    [Fact]
    public void A_rotation_signs_with_a_new_key_everywhere_and_signs_nobody_out()
    {
        var (here, there) = (_keys.SigningKeys(), _keys.SigningKeys());
        var old = here.Current.Key.KeyId;

        var fresh = here.Rotate();

        fresh.ShouldNotBe(old);
        here.Current.Key.KeyId.ShouldBe(fresh);
        here.Published.Keys.Select(key => key.Kid).ShouldBe([old, fresh]);
        here.Find(old).ShouldNotBeNull();
        _keys.Clock.Advance(TimeSpan.FromSeconds(15));
        there.Current.Key.KeyId.ShouldBe(fresh);

        // No token that the old key has signed is good any more.
        _keys.Clock.Advance(SigningKeys.Retirement);
        here.Published.Keys.Select(key => key.Kid).ShouldBe([fresh]);
        there.Published.Keys.Select(key => key.Kid).ShouldBe([fresh]);
        here.Find(old).ShouldBeNull();
    }

    [Fact]
    public void Published_keys_hold_no_private_part()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(_keys.SigningKeys().Published, System.Text.Json.JsonSerializerOptions.Web);

        json.ShouldContain("\"kty\":\"EC\"");
        json.ShouldContain("\"alg\":\"ES256\"");
        json.ShouldNotContain("\"d\"");
    }

    [Fact]
    public void Purposes_have_keys_of_their_own()
    {
        var master = _keys.MasterKey();

        master.Derive("one").ShouldNotBe(master.Derive("two"));
        master.Derive("one").Length.ShouldBe(MasterKey.Length);
    }

    [Fact]
    public void A_damaged_master_key_is_not_replaced_silently()
    {
        _keys.MasterKey();
        File.WriteAllBytes(Path.Combine(_keys.Path, "master.key"), [1, 2, 3]);

        Should.Throw<InvalidOperationException>(() => _keys.MasterKey()).Message.ShouldContain("backup");
    }
}
