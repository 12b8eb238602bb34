using System.IO.Compression;
using System.Text;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Learning.Certificates;

namespace SecurityTraining.Infrastructure.Documents;

/// <summary>One document is in memory at a time; they are packed already, so nothing is compressed again.</summary>
internal sealed class CertificateArchive(IFileStore store) : ICertificateArchive
{
    private const string MissingName = "not ready yet.txt";
    private const int BufferSize = 64 * 1024;

    /// <summary>By way of the disk: an archive writes some of its bytes synchronously, which a response does not take.</summary>
    public async Task Write(IReadOnlyList<ArchivedCertificate> certificates, Stream output, CancellationToken ct)
    {
        await using var file = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await Pack(certificates, file, ct);
        file.Position = 0;
        await file.CopyToAsync(output, ct);
    }

    private async Task Pack(IReadOnlyList<ArchivedCertificate> certificates, Stream output, CancellationToken ct)
    {
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        var missing = new List<string>();
        foreach (var certificate in certificates)
        {
            await using var document = await store.OpenRead(certificate.Key, ct);
            if (document is null)
            {
                missing.Add(certificate.FileName);
                continue;
            }

            await using var entry = await archive.CreateEntry(certificate.FileName, CompressionLevel.NoCompression).OpenAsync(ct);
            await document.CopyToAsync(entry, ct);
        }

        if (missing.Count > 0)
        {
            await using var entry = await archive.CreateEntry(MissingName).OpenAsync(ct);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', missing) + '\n'), ct);
        }
    }
}
