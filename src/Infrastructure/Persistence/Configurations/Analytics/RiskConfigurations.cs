using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Analytics;

internal sealed class RiskEventConfiguration : CompanyOwnedConfiguration<RiskEvent>
{
    protected override void ConfigureRest(EntityTypeBuilder<RiskEvent> builder)
    {
        // However often a source is read, each kind stands in the ledger once.
        builder.HasIndex(entry => new { entry.CompanyId, entry.SourceId, entry.Kind }).IsUnique();
        builder.HasIndex(entry => new { entry.CompanyId, entry.UserId, entry.At });
        builder.HasIndex(entry => new { entry.CompanyId, entry.At });
        builder.HasOne<User>().WithMany()
            .HasForeignKey(entry => new { entry.CompanyId, entry.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PersonRiskConfiguration : CompanyOwnedConfiguration<PersonRisk>
{
    protected override void ConfigureRest(EntityTypeBuilder<PersonRisk> builder)
    {
        builder.HasIndex(risk => new { risk.CompanyId, risk.Band, risk.Id });
        builder.HasOne<User>().WithOne(user => user.Risk)
            .HasForeignKey<PersonRisk>(risk => new { risk.CompanyId, risk.Id })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(risk => risk.History).WithOne()
            .HasForeignKey(point => new { point.CompanyId, point.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RiskPointConfiguration : CompanyOwnedConfiguration<RiskPoint>
{
    protected override void ConfigureRest(EntityTypeBuilder<RiskPoint> builder)
    {
        builder.HasIndex(point => new { point.CompanyId, point.UserId, point.Day }).IsUnique();
        builder.HasIndex(point => new { point.CompanyId, point.Day });
    }
}

internal sealed class RiskSnapshotConfiguration : CompanyOwnedConfiguration<RiskSnapshot>
{
    /// <summary>No foreign key to the department: the company's past stays as it was when a department goes.</summary>
    protected override void ConfigureRest(EntityTypeBuilder<RiskSnapshot> builder) =>
        builder.HasIndex(snapshot => new { snapshot.CompanyId, snapshot.Day, snapshot.DepartmentId }).IsUnique();
}

internal sealed class RiskFeedConfiguration : CompanyOwnedConfiguration<RiskFeed>
{
    protected override void ConfigureRest(EntityTypeBuilder<RiskFeed> builder)
    {
    }
}
