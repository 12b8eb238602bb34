using System.Buffers;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using SecurityTraining.Application.Common.Storage;

namespace SecurityTraining.Infrastructure.Storage;

/// <summary>Files in a bucket. Of a file that is written one part is in memory at a time.</summary>
internal sealed class S3FileStore(IAmazonS3 s3, S3Options options) : IFileStore
{
    /// <summary>S3 takes parts of 5 MiB and more, and at most 10,000 of them: enough for 80 GiB.</summary>
    private const int PartBytes = 8 * 1024 * 1024;

    public async Task Write(string key, Stream content, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, PartBytes), PartBytes, throwOnEndOfStream: false, ct);
            await (read < PartBytes ? Put(key, buffer, read, ct) : WriteInParts(key, content, buffer, ct));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Task<Stream?> OpenRead(string key, CancellationToken ct) => Get(key, range: null, ct);

    public Task<Stream?> OpenRead(string key, long offset, long length, CancellationToken ct) =>
        Get(key, length > long.MaxValue - offset ? new ByteRange($"bytes={offset}-") : new ByteRange(offset, offset + length - 1), ct);

    public async Task<long?> Length(string key, CancellationToken ct)
    {
        try
        {
            return (await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = options.Bucket, Key = key }, ct)).ContentLength;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<bool> Move(string from, string to, CancellationToken ct)
    {
        try
        {
            await s3.CopyObjectAsync(
                new CopyObjectRequest { SourceBucket = options.Bucket, SourceKey = from, DestinationBucket = options.Bucket, DestinationKey = to }, ct);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return await Length(to, ct) is not null;
        }

        await Delete(from, ct);
        return true;
    }

    public Task Delete(string key, CancellationToken ct) =>
        s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = options.Bucket, Key = key }, ct);

    private async Task<Stream?> Get(string key, ByteRange? range, CancellationToken ct)
    {
        try
        {
            return (await s3.GetObjectAsync(new GetObjectRequest { BucketName = options.Bucket, Key = key, ByteRange = range }, ct)).ResponseStream;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task Put(string key, byte[] bytes, int length, CancellationToken ct)
    {
        await using var body = new MemoryStream(bytes, 0, length, writable: false);
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = options.Bucket, Key = key, InputStream = body, AutoCloseStream = false, UseChunkEncoding = false }, ct);
    }

    /// <param name="key">Where to.</param>
    /// <param name="content">What follows.</param>
    /// <param name="buffer">The first part; the others take its place.</param>
    /// <param name="ct">Ends it; then there is no file.</param>
    private async Task WriteInParts(string key, Stream content, byte[] buffer, CancellationToken ct)
    {
        var upload = (await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = options.Bucket, Key = key }, ct)).UploadId;
        try
        {
            var parts = new List<PartETag>();
            for (var length = PartBytes; length > 0;)
            {
                await using var body = new MemoryStream(buffer, 0, length, writable: false);
                var part = await s3.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = options.Bucket,
                        Key = key,
                        UploadId = upload,
                        PartNumber = parts.Count + 1,
                        InputStream = body,
                        PartSize = length,
                        UseChunkEncoding = false,
                    },
                    ct);
                parts.Add(new PartETag(parts.Count + 1, part.ETag));
                length = await content.ReadAtLeastAsync(buffer.AsMemory(0, PartBytes), PartBytes, throwOnEndOfStream: false, ct);
            }

            await s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = upload, PartETags = parts }, ct);
        }
        catch
        {
            await Abort(key, upload);
            throw;
        }
    }

    /// <summary>What has been sent costs room until somebody says that nothing follows; if not this, then a rule of the bucket.</summary>
    private async Task Abort(string key, string upload)
    {
        try
        {
            await s3.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = upload }, CancellationToken.None);
        }
        catch (AmazonS3Exception)
        {
            // Why the file could not be written says more than why its parts are still there.
        }
    }
}

/// <summary>Presigned requests (Signature Version 4). The server counts real time, whatever clock the service is given.</summary>
internal sealed class S3DirectFiles(IAmazonS3 s3, S3Options options) : IDirectFiles
{
    public Uri? LinkTo(string key, FileAppearance appearance, TimeSpan lifetime)
    {
        var request = Request(key, HttpVerb.GET, lifetime);
        request.ResponseHeaderOverrides.ContentType = appearance.MediaType;
        request.ResponseHeaderOverrides.ContentDisposition = appearance.ContentDisposition;
        request.ResponseHeaderOverrides.CacheControl = "private, max-age=31536000, immutable";
        return new Uri(s3.GetPreSignedURL(request));
    }

    public Uri? LinkForUpload(string key, long length, TimeSpan lifetime)
    {
        var request = Request(key, HttpVerb.PUT, lifetime);
        request.Headers.ContentLength = length;
        request.Headers.ContentType = "application/octet-stream";
        return new Uri(s3.GetPreSignedURL(request));
    }

    private GetPreSignedUrlRequest Request(string key, HttpVerb verb, TimeSpan lifetime) => new()
    {
        BucketName = options.Bucket,
        Key = key,
        Verb = verb,
        Expires = (TimeProvider.System.GetUtcNow() + lifetime).UtcDateTime,
        Protocol = options.ServiceUrl!.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? Protocol.HTTPS : Protocol.HTTP,
    };
}
