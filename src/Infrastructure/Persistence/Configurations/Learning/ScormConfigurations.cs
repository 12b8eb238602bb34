using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Learning;

internal sealed class ScormRunConfiguration : CompanyOwnedConfiguration<ScormRun>
{
    protected override void ConfigureRest(EntityTypeBuilder<ScormRun> builder)
    {
        builder.Property(run => run.Data).HasJsonConversion();
        builder.HasIndex(run => new { run.CompanyId, run.EnrollmentId, run.LessonId }).IsUnique();
        builder.HasOne<Enrollment>().WithMany()
            .HasForeignKey(run => new { run.CompanyId, run.EnrollmentId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ScormLaunchConfiguration : CompanyOwnedConfiguration<ScormLaunch>
{
    protected override void ConfigureRest(EntityTypeBuilder<ScormLaunch> builder)
    {
        builder.Property(launch => launch.Target).HasJsonConversion();
        builder.HasIndex(launch => new { launch.CompanyId, launch.TokenHash }).IsUnique();
        builder.HasIndex(launch => new { launch.CompanyId, launch.RunId, launch.ExpiresAt });
        builder.HasOne<ScormRun>().WithMany()
            .HasForeignKey(launch => new { launch.CompanyId, launch.RunId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
