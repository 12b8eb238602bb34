using System.Security.Cryptography;
using ErrorOr;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Content.Scorm;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>
/// Looks at what has been uploaded before anybody gets to see it: is it what its name says, is it what was announced, does the virus scanner
/// let it pass, can it be drawn or unpacked.
/// </summary>
internal sealed class ContentCheckWorker(
    ICompanyScope company, IFileStore store, ContentInspector inspector, IVirusScanner scanner, IThumbnails thumbnails, ScormUnpacker packages)
    : IWorkHandler
{
    /// <summary>After so many tries a file that the scanner has not judged is rejected, not shown.</summary>
    private const int MaxAttempts = 8;

    public WorkKind Kind => WorkKind.ContentCheck;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var found = await company.Send(item.CompanyId, new FindContentWorkQuery(item.SubjectId), ct);
        if (found.IsError)
        {
            return await Forget(item, found.FirstError, ct);
        }

        if (found.Value.Status != ContentStatus.Processing)
        {
            return WorkOutcome.Done;
        }

        var passed = await Check(item, found.Value, ct);
        var settled = passed.IsError
            ? await company.Send(item.CompanyId, new RejectContentCommand(item.SubjectId, passed.FirstError.Code), ct)
            : await company.Send(
                item.CompanyId,
                new PublishContentCommand(
                    item.SubjectId, passed.Value.Sha256, passed.Value.HasThumbnail, passed.Value.Scorm, passed.Value.DurationSeconds),
                ct);
        return settled.IsError ? await Forget(item, settled.FirstError, ct) : WorkOutcome.Done;
    }

    private async Task<ErrorOr<Passed>> Check(WorkItem item, ContentWork work, CancellationToken ct)
    {
        // Out of reach of whoever may still have the link to upload it.
        var key = ContentKeys.Kept(work.CompanyId, work.Id);
        if (!await store.Move(ContentKeys.Incoming(work.CompanyId, work.Id), key, ct))
        {
            return ContentErrors.NotUploaded;
        }

        if (await store.Length(key, ct) != work.Size)
        {
            return ContentErrors.SizeMismatch;
        }

        var type = ContentType.Of(work.Name).Value;
        var inspected = await inspector.Inspect(key, type, work.Size, ct);
        if (inspected.IsError)
        {
            return inspected.Errors;
        }

        var hash = await ScanAndHash(item, work, key, ct);
        if (hash.IsError)
        {
            return hash.Errors;
        }

        return type.Kind switch
        {
            ContentKind.Image => await Draw(work, key, hash.Value, ct),
            ContentKind.ScormPackage => await packages.Unpack(work.CompanyId, work.Id, work.Size, ct).Then(scorm => new Passed(hash.Value, Scorm: scorm)),
            ContentKind.Video => new Passed(hash.Value, DurationSeconds: await VideoDuration.Read(store, key, work.Size, type.Layout, ct)),
            _ => new Passed(hash.Value),
        };
    }

    private async Task<ErrorOr<Passed>> Draw(ContentWork work, string key, string sha256, CancellationToken ct)
    {
        await using var image = new StoredStream(store, key, work.Size);
        var thumbnail = await thumbnails.Make(image, ct);
        if (thumbnail.Image is null)
        {
            return thumbnail.TooManyPixels ? ContentErrors.Bomb : ContentErrors.Broken;
        }

        await store.Write(ContentKeys.Thumbnail(work.CompanyId, work.Id), new MemoryStream(thumbnail.Image, writable: false), ct);
        return new Passed(sha256, HasThumbnail: true);
    }

    /// <summary>In one reading.</summary>
    private async Task<ErrorOr<string>> ScanAndHash(WorkItem item, ContentWork work, string key, CancellationToken ct)
    {
        using var sha256 = SHA256.Create();
        await using var content = new StoredStream(store, key, work.Size);
        await using var hashed = new CryptoStream(content, sha256, CryptoStreamMode.Read);
        try
        {
            if (scanner.IsOn && await scanner.FindVirus(hashed, ct) is not null)
            {
                return ContentErrors.Infected;
            }
        }
        catch (VirusScanException) when (item.Attempt >= MaxAttempts)
        {
            return ContentErrors.Unscanned;
        }

        await hashed.CopyToAsync(Stream.Null, ct);
        var hash = Convert.ToHexStringLower(sha256.Hash!);
        return work.Sha256 is { } announced && announced != hash ? ContentErrors.HashMismatch : hash;
    }

    /// <summary>The file was deleted while it was looked at: what has been written meanwhile goes, too.</summary>
    private async Task<WorkOutcome> Forget(WorkItem item, Error error, CancellationToken ct)
    {
        if (error != ContentErrors.NotFound)
        {
            return WorkOutcome.Failed(error.Code);
        }

        await packages.Remove(item.CompanyId, item.SubjectId, ct);
        await store.Delete(ContentKeys.Kept(item.CompanyId, item.SubjectId), ct);
        await store.Delete(ContentKeys.Thumbnail(item.CompanyId, item.SubjectId), ct);
        return WorkOutcome.Done;
    }

    private sealed record Passed(string Sha256, bool HasThumbnail = false, ScormPackage? Scorm = null, int? DurationSeconds = null);
}
