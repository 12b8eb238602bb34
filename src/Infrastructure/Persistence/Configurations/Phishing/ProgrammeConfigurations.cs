using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Phishing;

internal sealed class ProgrammeConfiguration : CompanyOwnedConfiguration<Programme>
{
    protected override void ConfigureRest(EntityTypeBuilder<Programme> builder)
    {
        builder.ComplexProperty(programme => programme.Plan, SimulationPlanConfiguration.Configure);
        builder.Property(programme => programme.Rhythm).HasJsonConversion();
        builder.Property(programme => programme.Authors).HasJsonConversion();
    }
}

internal sealed class ProgrammeRunConfiguration : CompanyOwnedConfiguration<ProgrammeRun>
{
    protected override void ConfigureRest(EntityTypeBuilder<ProgrammeRun> builder)
    {
        builder.Property(run => run.ReasonCode).HasMaxLength(ProgrammeRun.MaxReasonCodeLength);
        builder.Property(run => run.Reason).HasMaxLength(ProgrammeRun.MaxReasonLength);

        // Whoever else launches the same run has come too late.
        builder.HasIndex(run => new { run.CompanyId, run.ProgrammeId, run.Period }).IsUnique();
        builder.HasOne<Programme>().WithMany()
            .HasForeignKey(run => new { run.CompanyId, run.ProgrammeId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Simulation>().WithMany()
            .HasForeignKey(run => new { run.CompanyId, run.SimulationId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
