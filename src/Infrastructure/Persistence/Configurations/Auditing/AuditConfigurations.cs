using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Auditing;

/// <summary>
/// No foreign key but that to the company: the log outlives what it tells of. Who may do what with these tables is said by TenantWalls.sql and
/// AuditWalls.sql.
/// </summary>
internal sealed class AuditConfigurations
    : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditHead>, IEntityTypeConfiguration<AuditSalt>
{
    private const int HashLength = 32;

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(entry => new { entry.CompanyId, entry.Seq });
        builder.Property(entry => entry.Action).HasMaxLength(AuditEntry.MaxActionLength);
        builder.Property(entry => entry.TargetKind).HasMaxLength(AuditEntry.MaxTargetKindLength);
        builder.Property(entry => entry.PrevHash).HasMaxLength(HashLength);
        builder.Property(entry => entry.Hash).HasMaxLength(HashLength);
        builder.HasIndex(entry => new { entry.CompanyId, entry.ActorId, entry.Seq });
        builder.HasIndex(entry => new { entry.CompanyId, entry.TargetId, entry.Seq });
        builder.HasIndex(entry => new { entry.CompanyId, entry.Action, entry.Seq });
        builder.HasIndex(entry => new { entry.CompanyId, entry.At });
        builder.HasOne<Company>().WithMany().HasForeignKey(entry => entry.CompanyId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.HasKey(head => head.CompanyId);
        builder.Property(head => head.Hash).HasMaxLength(HashLength);
        builder.HasOne<Company>().WithMany().HasForeignKey(head => head.CompanyId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AuditSalt> builder)
    {
        builder.HasKey(salt => new { salt.CompanyId, salt.Seq, salt.PersonId });
        builder.Property(salt => salt.Salt).HasMaxLength(AuditSalt.Length);
        builder.HasIndex(salt => new { salt.CompanyId, salt.PersonId });
        builder.HasOne<AuditEntry>().WithMany()
            .HasForeignKey(salt => new { salt.CompanyId, salt.Seq })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
