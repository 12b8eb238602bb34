using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>Which company's identity provider vouches for the addresses of a mail domain.</summary>
internal sealed class SignOnDomainRow
{
    public required string Domain { get; init; }

    public required Guid CompanyId { get; init; }
}

internal sealed class SignOnDomainConfiguration : IEntityTypeConfiguration<SignOnDomainRow>
{
    public void Configure(EntityTypeBuilder<SignOnDomainRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "sign_on_domains");
        builder.HasKey(row => row.Domain);
        builder.Property(row => row.Domain).HasMaxLength(DomainName.MaxLength);
        builder.HasIndex(row => row.CompanyId);
    }
}

internal sealed class SignOnDomains(AppDbContext db, IServiceScopeFactory scopes) : ISignOnDomains
{
    public async Task<Guid?> FindCompany(string domain, CancellationToken ct)
    {
        // A scope of its own: looking across companies must not change which company this scope has entered.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        var control = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        return await control.SignOnDomains.AsNoTracking()
            .Where(row => row.Domain == domain)
            .Select(row => (Guid?)row.CompanyId)
            .SingleOrDefaultAsync(ct);
    }

    public async Task<bool> TryServe(Guid companyId, IReadOnlyCollection<string> domains, CancellationToken ct)
    {
        var rows = await db.SignOnDomains.Where(row => row.CompanyId == companyId || domains.Contains(row.Domain)).ToListAsync(ct);
        if (rows.Exists(row => row.CompanyId != companyId))
        {
            return false;
        }

        db.RemoveRange(rows.Where(row => !domains.Contains(row.Domain, StringComparer.Ordinal)));
        db.AddRange(domains.Except(rows.Select(row => row.Domain), StringComparer.Ordinal)
            .Select(domain => new SignOnDomainRow { Domain = domain, CompanyId = companyId }));
        return true;
    }
}
