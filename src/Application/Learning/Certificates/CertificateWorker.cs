using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>Makes the documents of certificates, and takes those away that no certificate has any more.</summary>
internal sealed class CertificateWorker(ICompanyScope company, ICertificateRenderer renderer, ICompanyLogos logos, IFileStore store) : IWorkHandler
{
    public WorkKind Kind => WorkKind.CertificateFile;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var key = CertificateFiles.Key(item.CompanyId, item.SubjectId);
        var found = await company.Send(item.CompanyId, new FindCertificateWorkQuery(item.SubjectId), ct);
        if (found.IsError)
        {
            return WorkOutcome.Failed(found.FirstError.Code);
        }

        if (found.Value.Content is not { } content)
        {
            await store.Delete(key, ct);
            return WorkOutcome.Done;
        }

        var logo = found.Value.LogoKey is { } logoKey ? await logos.Load(logoKey, ct) : null;
        await using var document = new MemoryStream(renderer.Render(content with { Logo = logo }), writable: false);
        await store.Write(key, document, ct);

        // Whoever has issued the certificate anew or erased the person meanwhile may have let this document go before it was there.
        var still = await company.Send(item.CompanyId, new FindCertificateWorkQuery(item.SubjectId), ct);
        if (still is { IsError: false, Value.Content: null })
        {
            await store.Delete(key, ct);
        }

        return still.IsError ? WorkOutcome.Failed(still.FirstError.Code) : WorkOutcome.Done;
    }
}
