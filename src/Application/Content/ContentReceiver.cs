using ErrorOr;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>Takes the bytes of an upload in, straight into the store.</summary>
internal sealed class ContentReceiver(IFileStore store, ContentPolicy policy)
{
    /// <returns>How many bytes came. After an error nothing is left of them.</returns>
    public async Task<ErrorOr<long>> Receive(ContentUpload upload, Stream content, CancellationToken ct)
    {
        var key = ContentKeys.Incoming(upload.CompanyId, upload.Id);
        var most = upload.Size ?? policy.MaxBytes(upload.Type.Kind);
        await using var measured = new MeasuredStream(content, most);
        try
        {
            await store.Write(key, measured, ct);
        }
        catch (TooLongException)
        {
            return upload.Size is null ? ContentErrors.TooLarge(most) : ContentErrors.SizeMismatch;
        }

        if (upload.Size is { } announced && announced != measured.Measured)
        {
            await store.Delete(key, ct);
            return ContentErrors.SizeMismatch;
        }

        return measured.Measured;
    }

    /// <summary>The only way to stop whoever is reading to the end.</summary>
    private sealed class TooLongException : IOException;

    private sealed class MeasuredStream(Stream inner, long most) : Stream
    {
        public long Measured { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Measured;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Measured += read;
            return Measured <= most ? read : throw new TooLongException();
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
