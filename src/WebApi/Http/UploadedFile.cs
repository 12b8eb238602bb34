using System.Reflection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// The first file of a multipart form, as it comes in. The framework's own form files are written to the disk before an endpoint sees them.
/// </summary>
internal sealed class UploadedFile : IBindableFromHttpContext<UploadedFile>
{
    private UploadedFile(string? name, Stream content)
    {
        Name = name;
        Content = content;
    }

    /// <summary>As the caller says it; null if there is no file in the form.</summary>
    public string? Name { get; }

    public Stream Content { get; }

    public static async ValueTask<UploadedFile?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var parsed) ? parsed : null;
        var boundary = HeaderUtilities.RemoveQuotes(type?.Boundary ?? default).ToString();
        if (boundary.Length == 0)
        {
            throw new BadHttpRequestException("The multipart form has no boundary.");
        }

        var reader = new MultipartReader(boundary, context.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } part)
            {
                if (part.AsFileSection() is { } file)
                {
                    return new UploadedFile(file.FileName, new PartStream(part.Body));
                }
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            throw Broken(exception);
        }

        return new UploadedFile(name: null, Stream.Null);
    }

    private static bool IsBroken(Exception exception) => exception is InvalidDataException or IOException and not BadHttpRequestException;

    private static BadHttpRequestException Broken(Exception exception) =>
        new("The multipart body is broken.", StatusCodes.Status400BadRequest, exception);

    /// <summary>A part that ends too early is the caller's mistake, not ours.</summary>
    private sealed class PartStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception exception) when (IsBroken(exception))
            {
                throw Broken(exception);
            }
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
