using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Phishing;

internal sealed class VerdictRuleConfiguration : CompanyOwnedConfiguration<VerdictRule>
{
    protected override void ConfigureRest(EntityTypeBuilder<VerdictRule> builder)
    {
        builder.Property(rule => rule.AddressRange).HasMaxLength(VerdictRule.MaxAddressRangeLength);
        builder.Property(rule => rule.UserAgent).HasMaxLength(VerdictRule.MaxUserAgentLength);
        builder.Property(rule => rule.Note).HasMaxLength(VerdictRule.MaxNoteLength);
        builder.Ignore(rule => rule.Range);
    }
}
