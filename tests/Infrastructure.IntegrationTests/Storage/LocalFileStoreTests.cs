using SecurityTraining.Infrastructure.Storage;

namespace SecurityTraining.Infrastructure.IntegrationTests.Storage;

public sealed class LocalFileStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("securitytraining-");
    private readonly LocalFileStore _store;

    public LocalFileStoreTests() => _store = new LocalFileStore(new DataFolder(_folder.FullName));

    [Fact]
    public async Task What_was_written_is_read_until_it_is_deleted()
    {
        await Write("imports/a/b.csv", "first");
        await Write("imports/a/b.csv", "second");

        (await Read("imports/a/b.csv")).ShouldBe("second");
        await _store.Delete("imports/a/b.csv", CancellationToken.None);
        await _store.Delete("imports/a/b.csv", CancellationToken.None);
        (await Read("imports/a/b.csv")).ShouldBeNull();
        (await Read("nowhere/at/all")).ShouldBeNull();
    }

    [Fact]
    public async Task Half_a_file_is_no_file()
    {
        await Write("a", "whole");

        await Should.ThrowAsync<IOException>(() => _store.Write("a", new BrokenStream(), CancellationToken.None));

        (await Read("a")).ShouldBe("whole");
        _folder.GetFiles("*", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData(".hidden")]
    [InlineData("a\n")]
    [InlineData("a\0b")]
    public async Task No_key_leads_out_of_the_folder(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => Write(key, "x"));
        await Should.ThrowAsync<ArgumentException>(async () => await _store.OpenRead(key, CancellationToken.None));
        await Should.ThrowAsync<ArgumentException>(async () => await _store.Delete(key, CancellationToken.None));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task Write(string key, string content) =>
        _store.Write(key, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), CancellationToken.None);

    private async Task<string?> Read(string key)
    {
        await using var content = await _store.OpenRead(key, CancellationToken.None);
        return content is null ? null : await new StreamReader(content).ReadToEndAsync();
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            destination.Write("half"u8);
            throw new IOException("Gone.");
        }
    }
}
