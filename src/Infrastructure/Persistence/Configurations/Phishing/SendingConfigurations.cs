using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Phishing;

internal sealed class SendingProfileConfiguration : CompanyOwnedConfiguration<SendingProfile>
{
    protected override void ConfigureRest(EntityTypeBuilder<SendingProfile> builder)
    {
        builder.Property(profile => profile.Name).HasMaxLength(SendingProfile.MaxNameLength);
        builder.Property(profile => profile.SenderDomain).HasMaxLength(DomainName.MaxLength);
        builder.ComplexProperty(profile => profile.Server, server => server.Property(part => part.Host).HasMaxLength(MailServer.MaxHostLength));
        builder.ComplexProperty(profile => profile.Limits);
        builder.Property(profile => profile.Login!).HasJsonConversion();
        builder.Property(profile => profile.Dkim!).HasJsonConversion();
        builder.Property(profile => profile.Headers).HasJsonConversion();
        builder.HasIndex(profile => new { profile.CompanyId, profile.Name });
    }
}

internal sealed class SendingHealthConfiguration : CompanyOwnedConfiguration<SendingHealth>
{
    protected override void ConfigureRest(EntityTypeBuilder<SendingHealth> builder)
    {
        builder.Property(health => health.LastFailure).HasMaxLength(SendingHealth.MaxReplyLength);
        builder.Property(health => health.Hours).HasJsonConversion();
        builder.Property(health => health.Tried).HasJsonConversion();
        builder.Ignore(health => health.State);
        builder.HasOne<SendingProfile>().WithOne()
            .HasForeignKey<SendingHealth>(health => new { health.CompanyId, health.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
