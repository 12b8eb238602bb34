using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>What issuing a certificate takes, the first time and again.</summary>
internal sealed class CertificatePress(
    IRepository<Certificate> certificates,
    IRepository<User> users,
    IRepository<Company> companies,
    ICertificateCodes codes,
    IWorkQueue queue,
    TimeProvider clock)
{
    /// <exception cref="InvalidOperationException">There is no such person.</exception>
    public async Task<CertificateText> Compose(Guid companyId, Guid userId, CancellationToken ct)
    {
        var user = await users.SingleOrDefaultAsync(new UserOrDeletedSpec(userId), ct);
        var company = await companies.GetByIdAsync(companyId, ct);
        if (user is null || company is null)
        {
            throw new InvalidOperationException("A certificate needs a person.");
        }

        var name = user.FullName.Length > 0 ? user.FullName : user.Email;
        return new CertificateText(
            name.Cut(Certificate.MaxPersonNameLength),
            company.Name,
            Languages.Nearest(user.Language ?? company.Language),
            user.TimeZone ?? company.TimeZone);
    }

    /// <summary>Lets the code of an issued certificate be known and its document be made.</summary>
    public void Publish(Certificate certificate)
    {
        codes.Add(certificate);
        queue.Enqueue(WorkKind.CertificateFile, certificate.FileId, clock.GetUtcNow());
    }

    /// <summary>Lets a document go that no certificate has any more.</summary>
    public void Discard(Guid fileId) => queue.Enqueue(WorkKind.CertificateFile, fileId, clock.GetUtcNow());

    /// <summary>Nothing of what was issued to somebody remains: nobody can verify it any more either.</summary>
    public async Task Forget(Guid userId, CancellationToken ct)
    {
        var issued = await certificates.ListAsync(new CertificatesOfSpec(userId), ct);
        await codes.Release(issued.ConvertAll(certificate => certificate.Id), ct);
        foreach (var certificate in issued)
        {
            certificates.Remove(certificate);
            Discard(certificate.FileId);
        }
    }
}
