namespace SecurityTraining.Application.Common.Storage;

/// <summary>
/// A file of the store that can be read from anywhere, wherever it lies. Opens it where reading begins and reads on from there until somebody
/// seeks.
/// </summary>
/// <param name="length">Of the file, in bytes.</param>
/// <param name="window">At most so many bytes are asked of the store at a time; small for readers that jump about.</param>
public sealed class StoredStream(IFileStore store, string key, long length, long window = long.MaxValue) : Stream
{
    private Stream? _part;
    private long _partEnd;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value != _position)
            {
                _position = value;
                Close(ref _part);
            }
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        if (_part is null || _position >= _partEnd)
        {
            Close(ref _part);
            var wanted = Math.Min(window, length - _position);
            _part = await store.OpenRead(key, _position, wanted, cancellationToken) ?? throw new FileNotFoundException("The store has lost a file.");
            _partEnd = _position + wanted;
        }

        var read = await _part.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _partEnd - _position)], cancellationToken);
        _position += read;
        return read > 0 ? read : throw new EndOfStreamException("The store has cut a file short.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Close(ref _part);
        base.Dispose(disposing);
    }

    private static void Close(ref Stream? part)
    {
        part?.Dispose();
        part = null;
    }
}
