using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Infrastructure.Storage;
using SecurityTraining.TestKit;

namespace SecurityTraining.Infrastructure.IntegrationTests.Storage;

public sealed class S3FileStoreTests : IDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("securitytraining-");
    private readonly ServiceProvider _services;
    private readonly IFileStore _store;
    private readonly string _key = $"tests/{Guid.CreateVersion7():N}";

    public S3FileStoreTests()
    {
        var options = new S3Options { ServiceUrl = TestS3.Address, Bucket = TestS3.Bucket, AccessKey = TestS3.Secret, SecretKey = TestS3.Secret };
        _services = new ServiceCollection().AddStorage(new DataFolder(_folder.FullName), options).BuildServiceProvider();
        _store = _services.GetRequiredService<IFileStore>();
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_written_is_read_in_parts_moved_and_deleted()
    {
        await _store.Write(_key, new MemoryStream([0, 1, 2, 3, 4, 5]), CancellationToken.None);

        (await _store.Length(_key, CancellationToken.None)).ShouldBe(6);
        (await Read(await _store.OpenRead(_key, 2, 3, CancellationToken.None))).ShouldBe([2, 3, 4]);
        (await _store.Move(_key, $"{_key}-moved", CancellationToken.None)).ShouldBeTrue();
        (await _store.Move(_key, $"{_key}-moved", CancellationToken.None)).ShouldBeTrue();
        (await _store.Length(_key, CancellationToken.None)).ShouldBeNull();
        (await Read(await _store.OpenRead($"{_key}-moved", CancellationToken.None))).ShouldBe([0, 1, 2, 3, 4, 5]);
        await _store.Delete($"{_key}-moved", CancellationToken.None);
        await _store.Delete($"{_key}-moved", CancellationToken.None);
        (await _store.OpenRead($"{_key}-moved", CancellationToken.None)).ShouldBeNull();
        (await _store.Move(_key, $"{_key}-moved", CancellationToken.None)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(3 * Mebibyte)]
    [InlineData(20 * Mebibyte)]
    public async Task Half_a_file_is_no_file(int breaksAt)
    {
        await Should.ThrowAsync<IOException>(() => _store.Write(_key, new CountedStream(long.MaxValue, breaksAt), CancellationToken.None));

        (await _store.Length(_key, CancellationToken.None)).ShouldBeNull();
    }

    /// <summary>64 MiB; <c>build/prove.sh</c> sets CONTENT_MEBIBYTES to 1024.</summary>
    [Fact]
    public async Task A_long_file_goes_through_in_little_memory()
    {
        var size = long.Parse(Environment.GetEnvironmentVariable("CONTENT_MEBIBYTES") ?? "64", CultureInfo.InvariantCulture) * Mebibyte;
        var written = new CountedStream(size, breaksAt: long.MaxValue);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await _store.Write(_key, written, CancellationToken.None);
        await using (var content = new StoredStream(_store, _key, size))
        {
            var read = new CountedStream(size, breaksAt: long.MaxValue);
            await content.CopyToAsync(read);
            read.Sum.ShouldBe(written.Sum);
            Math.Max(read.MostMemory, written.MostMemory).ShouldBeLessThan(before + (48 * Mebibyte));
        }

        await _store.Delete(_key, CancellationToken.None);
    }

    private static async Task<byte[]> Read(Stream? content)
    {
        await using var open = content.ShouldNotBeNull();
        var copy = new MemoryStream();
        await open.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>Gives, or takes, bytes that are made as they are asked for, and looks now and then how much memory is in use.</summary>
    private sealed class CountedStream(long length, long breaksAt) : Stream
    {
        private long _position;

        public long Sum { get; private set; }

        public long MostMemory { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_position >= breaksAt)
            {
                throw new IOException("Gone.");
            }

            var read = (int)Math.Min(count, Math.Min(length, breaksAt) - _position);
            for (var i = 0; i < read; i++)
            {
                buffer[offset + i] = (byte)((_position + i) * 31 >> 5);
            }

            Count(buffer.AsSpan(offset, read));
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count) => Count(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        private void Count(ReadOnlySpan<byte> bytes)
        {
            foreach (var octet in bytes)
            {
                Sum = unchecked((Sum * 31) + octet);
            }

            if (_position / Mebibyte != (_position + bytes.Length) / Mebibyte)
            {
                MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: false));
            }

            _position += bytes.Length;
        }
    }
}
