using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Infrastructure.Persistence.ControlPlane;

/// <summary>Which certificate a code belongs to; whether it is still the certificate's, that says itself.</summary>
internal sealed class CertificateCodeRow
{
    /// <summary>SHA-256.</summary>
    public required byte[] CodeHash { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid CertificateId { get; init; }
}

internal sealed class CertificateCodeConfiguration : IEntityTypeConfiguration<CertificateCodeRow>
{
    public void Configure(EntityTypeBuilder<CertificateCodeRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "certificate_codes");
        builder.HasKey(code => code.CodeHash);
        builder.HasIndex(code => code.CertificateId);
    }
}

internal sealed class CertificateCodes(AppDbContext db, IServiceScopeFactory scopes) : ICertificateCodes
{
    public void Add(Certificate certificate) => db.Add(new CertificateCodeRow
    {
        CodeHash = CertificateCode.Hash(certificate.Code),
        CompanyId = certificate.CompanyId,
        CertificateId = certificate.Id,
    });

    public async Task<CertificateRoute?> Find(string code, CancellationToken ct)
    {
        // A scope of its own: looking across companies must not change which company this scope has entered.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        var hash = CertificateCode.Hash(code);
        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().CertificateCodes.AsNoTracking()
            .Where(row => row.CodeHash == hash)
            .Select(row => new CertificateRoute(row.CompanyId, row.CertificateId))
            .SingleOrDefaultAsync(ct);
    }

    public async Task Release(IReadOnlyCollection<Guid> certificateIds, CancellationToken ct) =>
        db.RemoveRange(await db.CertificateCodes.Where(row => certificateIds.Contains(row.CertificateId)).ToListAsync(ct));
}
