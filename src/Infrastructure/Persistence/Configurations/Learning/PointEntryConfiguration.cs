using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Learning.Achievements;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Learning;

internal sealed class PointEntryConfiguration : CompanyOwnedConfiguration<PointEntry>
{
    protected override void ConfigureRest(EntityTypeBuilder<PointEntry> builder)
    {
        // However often something becomes known, it stands in the ledger once.
        builder.HasIndex(entry => new { entry.CompanyId, entry.UserId, entry.Kind, entry.SourceId }).IsUnique();
        builder.HasIndex(entry => new { entry.CompanyId, entry.UserId, entry.At });

        // All that a leaderboard adds up, so that the rows themselves are left alone.
        builder.HasIndex(entry => new { entry.CompanyId, entry.UserId, entry.Points });
        builder.HasOne(entry => entry.Person).WithMany()
            .HasForeignKey(entry => new { entry.CompanyId, entry.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
