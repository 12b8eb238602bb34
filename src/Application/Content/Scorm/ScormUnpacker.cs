using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ErrorOr;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content.Scorm;

/// <summary>Keeps the files of a package one by one, so that a browser can be sent each, and knows which they are when they have to go.</summary>
internal sealed class ScormUnpacker(IFileStore store)
{
    public async Task<ErrorOr<ScormPackage>> Unpack(Guid companyId, Guid objectId, long size, CancellationToken ct)
    {
        await using var content = new StoredStream(store, ContentKeys.Kept(companyId, objectId), size);
        await using var copy = await ScratchFile.CopyOf(content, ct);
        await using var archive = await ZipArchive.CreateAsync(copy, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
        var files = ScormArchive.Files(archive);
        if (files.IsError)
        {
            return files.Errors;
        }

        // The list comes first: what has been written when somebody pulls the plug is found, and goes, too.
        await using var list = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(files.Value.Keys), writable: false);
        await store.Write(ContentKeys.PackageList(companyId, objectId), list, ct);
        return await ScormArchive.Unpack(archive, (path, file) => store.Write(KeyOf(companyId, objectId, path), file, ct), ct);
    }

    public async Task Remove(Guid companyId, Guid objectId, CancellationToken ct)
    {
        var listKey = ContentKeys.PackageList(companyId, objectId);
        await using (var list = await store.OpenRead(listKey, ct))
        {
            if (list is null)
            {
                return;
            }

            foreach (var path in await JsonSerializer.DeserializeAsync<List<string>>(list, cancellationToken: ct) ?? [])
            {
                await store.Delete(KeyOf(companyId, objectId, path), ct);
            }
        }

        await store.Delete(listKey, ct);
    }

    /// <summary>Where the store keeps a file of a package. Paths may have letters that stores do not take, so it is named by their hash.</summary>
    public static string KeyOf(Guid companyId, Guid objectId, string path) =>
        ContentKeys.PackageFile(companyId, objectId, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path))));
}
