using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>
/// Which certificate a code belongs to, for people who are not signed in: the control plane's, as the certificate itself stands behind its
/// company's walls.
/// </summary>
public interface ICertificateCodes
{
    /// <summary>Makes the certificate's code known, written with the rest of the unit of work. Codes that it had before stay known.</summary>
    void Add(Certificate certificate);

    Task<CertificateRoute?> Find(string code, CancellationToken ct);

    /// <summary>Forgets all codes of these certificates.</summary>
    Task Release(IReadOnlyCollection<Guid> certificateIds, CancellationToken ct);
}

public sealed record CertificateRoute(Guid CompanyId, Guid CertificateId);
