using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Phishing;

internal sealed class PseudonymKeyConfiguration : CompanyOwnedConfiguration<PseudonymKey>
{
    protected override void ConfigureRest(EntityTypeBuilder<PseudonymKey> builder) => builder.HasOne<Simulation>().WithOne()
        .HasForeignKey<PseudonymKey>(key => new { key.CompanyId, key.Id })
        .OnDelete(DeleteBehavior.Cascade);
}

internal sealed class PseudonymousHitConfiguration : CompanyOwnedConfiguration<PseudonymousHit>
{
    protected override void ConfigureRest(EntityTypeBuilder<PseudonymousHit> builder)
    {
        builder.Property(hit => hit.Reasons).HasJsonConversion().HasMaxLength(300);
        builder.Property(hit => hit.Client).HasMaxLength(Hit.MaxClientLength);
        builder.Property(hit => hit.Address).HasMaxLength(HitOrigin.HashLength);
        builder.Property(hit => hit.Network).HasMaxLength(HitOrigin.HashLength);
        builder.HasIndex(hit => new { hit.CompanyId, hit.Pseudonym });
        builder.HasIndex(hit => new { hit.CompanyId, hit.SimulationId, hit.Id });
        builder.HasOne<Simulation>().WithMany()
            .HasForeignKey(hit => new { hit.CompanyId, hit.SimulationId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PseudonymousResultConfiguration : CompanyOwnedConfiguration<PseudonymousResult>
{
    protected override void ConfigureRest(EntityTypeBuilder<PseudonymousResult> builder)
    {
        builder.HasIndex(result => new { result.CompanyId, result.SimulationId, result.Id });
        builder.HasOne<Simulation>().WithMany()
            .HasForeignKey(result => new { result.CompanyId, result.SimulationId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UnmaskingConfiguration : CompanyOwnedConfiguration<Unmasking>
{
    protected override void ConfigureRest(EntityTypeBuilder<Unmasking> builder)
    {
        builder.Property(unmasking => unmasking.Reason).HasMaxLength(Unmasking.MaxReasonLength);
        builder.HasIndex(unmasking => new { unmasking.CompanyId, unmasking.SimulationId, unmasking.Id });
        builder.HasOne<Simulation>().WithMany()
            .HasForeignKey(unmasking => new { unmasking.CompanyId, unmasking.SimulationId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
