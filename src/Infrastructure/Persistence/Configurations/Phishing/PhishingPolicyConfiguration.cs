using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Phishing;

internal sealed class PhishingPolicyConfiguration : CompanyOwnedConfiguration<PhishingPolicy>
{
    protected override void ConfigureRest(EntityTypeBuilder<PhishingPolicy> builder)
    {
        builder.Property(policy => policy.Holidays).HasJsonConversion();
        builder.Property(policy => policy.StopReason).HasMaxLength(PhishingPolicy.MaxReasonLength);
    }
}
